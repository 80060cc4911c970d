import { describe, expect, it } from 'vitest';
import { localMember, parseMember, parseWindow } from '../../../src/chat/local/parse.ts';

const ana = localMember('ana', 'Ana');
const say = (text: string) => parseWindow(ana, { type: 'say', delivery: 'delivery-1', text })?.action;

describe('what is typed at the local page', () => {
  it.each([
    ['/coach practice', { type: 'command', text: 'practice' }],
    ['/COACH practice caching', { type: 'command', text: 'practice caching' }],
    ['  /coach   hint', { type: 'command', text: 'hint' }],
    ['/coach', { type: 'command', text: '' }],
    ['/coach answer one\ntwo', { type: 'command', text: 'answer one\ntwo' }],
    ['/coaching', { type: 'message', text: '/coaching' }],
    ['hello /coach practice', { type: 'message', text: 'hello /coach practice' }],
    ['', { type: 'message', text: '' }],
  ])('%j is understood', (text, action) => {
    expect(say(text)).toEqual(action);
  });

  it('is numbered by member, so that no other member can send the same delivery', () => {
    const bob = parseMember('Bob:delivery-1') ?? ana;
    const [first, second] = [ana, bob].map((member) =>
      parseWindow(member, { type: 'say', delivery: 'delivery-1', text: 'x' }),
    );
    expect(first).toMatchObject({ deliveryId: 'ana:delivery-1', platform: 'local', workspace: 'local', member: ana });
    expect(second?.deliveryId).toBe('bob:delivery-1:delivery-1');
  });

  it.each([undefined, null, 'text', 7, [], {}, { type: 'say' }, { type: ['say'], delivery: 'delivery-1', text: 'x' }])(
    'is nothing when it is %j',
    (form) => {
      expect(parseWindow(ana, form)).toBeUndefined();
    },
  );
});

describe('a member of the local page', () => {
  it('is the same under a name in any case, width and spacing', () => {
    const ids = ['Ana Böhm', ' ANA  BÖHM ', 'Ａｎａ Böhm', 'Ana Bo\u0308hm', 'A\u200bna\u00a0Böhm'].map(
      (name) => parseMember(name)?.id,
    );
    expect(new Set(ids)).toEqual(new Set(['ana böhm']));
  });

  it('has a name of at most 40 characters, counted as people count', () => {
    expect(parseMember(`${'𝒜'.repeat(40)}`)?.name).toHaveLength(40);
    expect(parseMember(`${'李'.repeat(40)}`)?.name).toHaveLength(40);
    expect(parseMember(`${'李'.repeat(41)}`)).toBeUndefined();
    expect(parseMember('ﷺ'.repeat(3))).toBeUndefined();
  });
});
