import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTopics } from '../../../src/chat/discord/commands.ts';

const topics = [
  { id: 'aws-api-gateway', title: 'AWS API Gateway' },
  { id: 'caching', title: 'Caching' },
  { id: 'gateways', title: 'Gateways in general' },
  { id: 'cdn', title: 'Edge caching' },
];
const found = (typed: string) => findTopics(topics, typed).map(({ value }) => value);

describe('the topics that are offered', () => {
  it.each<[string, readonly string[]]>([
    ['', topics.map(({ id }) => id)],
    ['  ', topics.map(({ id }) => id)],
    ['!?', topics.map(({ id }) => id)],
    ['gate', ['gateways', 'aws-api-gateway']],
    ['GATE', ['gateways', 'aws-api-gateway']],
    ['cach', ['caching', 'cdn']],
    ['CDN', ['cdn']],
    ['aws-api', ['aws-api-gateway']],
    ['gateway  aws', ['aws-api-gateway']],
    ['general', ['gateways']],
    ['gardening', []],
    ['__proto__', []],
    ['.*', topics.map(({ id }) => id)],
  ])('for %j', (typed, expected) => {
    expect(found(typed)).toEqual(expected);
  });

  it('have the title for a name and the id for a value', () => {
    expect(findTopics(topics, 'cdn')).toEqual([{ name: 'Edge caching', value: 'cdn' }]);
  });

  it('are within the limits of Discord, whatever is typed and however many there are', () => {
    const topic = fc.record({
      id: fc.stringMatching(/^[a-z0-9]{1,150}$/),
      title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    });
    fc.assert(
      fc.property(fc.array(topic, { maxLength: 60 }), fc.string({ unit: 'binary' }), (many, typed) => {
        const choices = findTopics(many, typed);
        expect(choices.length).toBeLessThanOrEqual(25);
        for (const { name, value } of choices) {
          expect([...name].length).toSatisfy((length: number) => length >= 1 && length <= 100);
          expect([...value].length).toSatisfy((length: number) => length >= 1 && length <= 100);
        }
      }),
    );
  });
});
