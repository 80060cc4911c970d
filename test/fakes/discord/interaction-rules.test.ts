import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Json, obj, str } from '../slack/json.ts';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import type { Guild } from './guild.ts';
import type { Answer, InteractionRecord } from './interaction-record.ts';
import type { Member } from './member.ts';
import { callApi, quiet, type RawAnswer } from './raw-api.ts';
import { connectByHand } from './raw-gateway.ts';
import { until } from './waiting.ts';

const modal = (fields: Json = {}) => ({
  custom_id: 'form',
  title: 'A form',
  components: [{ type: 18, label: 'Text', component: { type: 4, style: 1, custom_id: 'text', required: true } }],
  ...fields,
});
const button = { type: 1, components: [{ type: 2, style: 1, custom_id: 'go', label: 'Go' }] };
const group = {
  type: 22,
  custom_id: 'days',
  options: [
    { label: 'Monday', value: '1' },
    { label: 'Friday', value: '5' },
  ],
};

describe('an interaction', () => {
  let fake: FakeDiscord;
  let guild: Guild;
  let ana: Member;
  let time: number;
  beforeEach(async () => {
    time = Date.UTC(2026, 0, 1);
    fake = await createFakeDiscord({ now: () => time });
    guild = fake.addGuild();
    ana = guild.member('Ana');
    await connectByHand(fake);
    const body = [{ name: 'coach', description: 'Practice' }];
    await callApi(fake, 'PUT', `/applications/${fake.app.id}/commands`, body);
  });
  afterEach(() => fake.close());

  const newest = (): InteractionRecord => {
    const record = [...fake.world.interactions.values()].at(-1);
    if (!record) throw new Error('There is no interaction.');
    return record;
  };
  const arrival = (type: number): Promise<InteractionRecord> =>
    until(fake.world, () => [...fake.world.interactions.values()].find((each) => each.type === type), {
      timeout: 1000,
      failure: () => `There is no interaction of type ${type}.`,
    });
  const respond = (type: number, data: Json | undefined = undefined, record = newest()): Promise<RawAnswer> =>
    callApi(fake, 'POST', `/interactions/${record.id}/${record.token}/callback`, { type, ...(data ? { data } : {}) });
  const hook = (method: string, path: string, body?: Json, record = newest()): Promise<RawAnswer> =>
    callApi(fake, method, `/webhooks/${fake.app.id}/${record.token}${path}`, body);
  const original = '/messages/@original';
  const first = async (type: number, data?: Json): Promise<Answer> => {
    const answer = ana.slash('/coach');
    await respond(type, data);
    return answer;
  };

  it('is unknown after three seconds, and its person reads that nobody responded', async () => {
    const answer = ana.slash('/coach');
    fake.advance(3001);
    expect(await answer).toEqual({ type: 'failed', error: 'no-response' });
    expect(ana.problems()).toEqual(['The application did not respond']);
    expect(await respond(4, quiet({ content: 'late' }))).toMatchObject({ status: 404, body: { code: 10_062 } });
    expect(fake.violations).toEqual([]);
  });

  it('is acknowledged once', async () => {
    await first(4, quiet({ content: 'one' }));
    expect(await respond(4, quiet({ content: 'two' }))).toMatchObject({ status: 400, body: { code: 40_060 } });
    expect(ana.sees()).toBe('one');
  });

  it('can be followed up for fifteen minutes', async () => {
    expect((await first(4, quiet({ content: 'one' }))).type).toBe('answered');
    expect((await hook('POST', '', quiet({ content: 'two' }))).status).toBe(200);
    time += 900_001;
    expect(await hook('POST', '', quiet({ content: 'x' }))).toMatchObject({ status: 401, body: { code: 50_027 } });
  });

  it('cannot be edited before it is answered', async () => {
    const answer = ana.slash('/coach');
    expect(await hook('PATCH', original, quiet({ content: 'x' }))).toMatchObject({ body: { code: 10_015 } });
    await respond(1);
    await respond(4, quiet({ content: 'x' }));
    expect((await answer).type).toBe('answered');
  });

  it('is deferred with EPHEMERAL only, which stays as it is, and its first follow-up is its edit', async () => {
    const answer = ana.slash('/coach');
    expect(await respond(5, { flags: 64 | 32_768 })).toMatchObject({ status: 400, body: { code: 50_035 } });
    await respond(5, { flags: 64 });
    expect(await answer).toEqual({ type: 'answered', by: 'deferred-message' });
    expect(ana.sees()).toBe('Coach is thinking…');
    const { body } = await hook('POST', '', quiet({ content: 'done', flags: 0 }));
    expect(body).toMatchObject({ content: 'done', flags: 64 });
    expect(guild.member('Bob').sees()).toBe('');
    expect((await hook('GET', original)).body.id).toBe(body.id);
    expect((await hook('DELETE', original)).status).toBe(204);
    expect(ana.sees()).toBe('');
    expect(await hook('GET', original)).toMatchObject({ body: { code: 10_008 } });
  });

  it('shows no modal after a defer', async () => {
    await first(5);
    expect(await respond(9, modal())).toMatchObject({ body: { code: 40_060 } });
    expect(ana.modal()).toBeUndefined();
  });

  it('of a form opens no form', async () => {
    await first(9, modal());
    const submitted = ana.submit({ Text: 'hello' });
    expect(await respond(9, modal(), await arrival(5))).toMatchObject({ status: 400, body: { code: 50_035 } });
    await respond(4, quiet({ content: 'thanks' }));
    expect((await submitted).type).toBe('answered');
    expect(fake.violations).toEqual([
      'POST /interactions/:interaction/:token/callback (type 9): type: Value of field "type" must be one of (4, 5).',
    ]);
  });

  it('of a command updates no message, and of a button does', async () => {
    const command = ana.slash('/coach');
    expect(await respond(7, quiet({ content: 'x' }))).toMatchObject({ status: 400, body: { code: 50_035 } });
    await respond(4, quiet({ content: 'one', components: [button] }));
    await command;
    const clicked = ana.click('Go');
    await arrival(3);
    await respond(7, quiet({ content: 'two', components: [] }));
    expect(await clicked).toEqual({ type: 'answered', by: 'update' });
    expect(ana.sees()).toBe('two');
    await ana.redeliver();
    expect(await respond(7, quiet({ content: 'three' }))).toMatchObject({ body: { code: 40_060 } });
  });

  it.each([
    ['a long title', { title: 'x'.repeat(46) }, 'data.title'],
    [
      'six components',
      { components: Array.from({ length: 6 }, () => ({ type: 10, content: 'x' })) },
      'data.components',
    ],
    [
      'a long label',
      { components: [{ type: 18, label: 'x'.repeat(46), component: { type: 4, style: 1, custom_id: 'a' } }] },
      'data.components.0.label',
    ],
    [
      'a long description',
      {
        components: [
          { type: 18, label: 'x', description: 'x'.repeat(101), component: { type: 4, style: 1, custom_id: 'a' } },
        ],
      },
      'data.components.0.description',
    ],
    [
      'a value that is too long',
      {
        components: [
          { type: 18, label: 'x', component: { type: 4, style: 1, custom_id: 'a', value: 'x'.repeat(4001) } },
        ],
      },
      'data.components.0.component.value',
    ],
    [
      'eleven ticks',
      {
        components: [
          {
            type: 18,
            label: 'x',
            component: {
              ...group,
              options: Array.from({ length: 11 }, (_, at) => ({ label: `${at}`, value: `${at}` })),
            },
          },
        ],
      },
      'data.components.0.component.options',
    ],
    ['a button in it', { components: [button] }, 'data.components.0.components.0.type'],
  ])('opens no modal with %s', async (_name, fields, place) => {
    const answer = ana.slash('/coach');
    expect(await respond(9, modal(fields))).toMatchObject({ status: 400, body: { code: 50_035 } });
    expect(fake.violations.join()).toContain(`: ${place}: `);
    await respond(4, quiet({ content: 'x' }));
    await answer;
  });

  it('carries what a form holds, and the client lets nothing through that is wrong', async () => {
    const components = [
      { type: 10, content: '**Settings**' },
      { type: 18, label: 'Days', component: group },
      { type: 18, label: 'Where', component: { type: 8, custom_id: 'where', channel_types: [0] } },
      { type: 18, label: 'Sure', component: { type: 23, custom_id: 'sure' } },
      { type: 18, label: 'Note', component: { type: 4, style: 1, custom_id: 'note', max_length: 5, min_length: 2 } },
    ];
    await first(9, modal({ components }));
    expect(await ana.submit({ Days: ['Friday'], Where: '#general', Note: 'much too long' })).toEqual({
      type: 'refused',
      problem: 'Note: Must be 5 or fewer in length.',
    });
    expect(ana.modal()?.text).toContain('Settings\nDays: ( ) Monday (x) Friday');
    const submitted = ana.submit({ Note: 'short', Sure: true });
    const { payload } = await arrival(5);
    await respond(6);
    const general = guild.channel('general').id;
    expect(obj(payload.data)).toMatchObject({
      custom_id: 'form',
      components: [
        { type: 10 },
        { type: 18, component: { type: 22, custom_id: 'days', values: ['5'] } },
        { type: 18, component: { type: 8, custom_id: 'where', values: [general] } },
        { type: 18, component: { type: 23, custom_id: 'sure', value: true } },
        { type: 18, component: { type: 4, custom_id: 'note', value: 'short' } },
      ],
      resolved: { channels: { [general]: { name: 'general' } } },
    });
    await respond(4, quiet({ content: 'Saved' }));
    await submitted;
    expect(ana.sees()).toContain('Saved');
  });

  it('offers 25 choices of 100 characters', async () => {
    const options = [{ type: 3, name: 'topic', description: 'About what', autocomplete: true }];
    const body = [{ name: 'coach', description: 'Practice', options }];
    await callApi(fake, 'PUT', `/applications/${fake.app.id}/commands`, body);
    const offered = ana.autocomplete('/coach topic:x');
    const choices = Array.from({ length: 26 }, (_, at) => ({ name: `${at}`, value: `${at}` }));
    expect((await respond(8, { choices })).status).toBe(400);
    expect((await respond(8, { choices: [{ name: 'x'.repeat(101), value: 'x' }] })).status).toBe(400);
    expect((await respond(8, { choices: choices.slice(0, 25) })).status).toBe(204);
    expect(await offered).toHaveLength(25);
    expect(obj(newest().payload.data).options).toEqual([{ type: 3, name: 'topic', value: 'x', focused: true }]);
    expect(str(newest().payload.type)).toBe('4');
  });
});
