import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../slack/json.ts';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import { callApi, quiet } from './raw-api.ts';

const v2 = 32_768;
const repeat = <T>(times: number, make: (at: number) => T): T[] => Array.from({ length: times }, (_, at) => make(at));
const button = (fields: Json = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...fields });
const buttons = (times: number) => repeat(times, (at) => button({ custom_id: `go${at}` }));
const row = (...components: readonly Json[]) => ({ type: 1, components });
const option = (at: number, fields: Json = {}) => ({ label: `Option ${at}`, value: `${at}`, ...fields });
const select = (fields: Json) => ({ type: 3, custom_id: 'pick', ...fields });
const text = (content: string) => ({ type: 10, content });
const field = { name: 'n', value: 'v' };

const messages: readonly (readonly [name: string, body: Json, place: string, code: string])[] = [
  ['2001 characters', { content: 'x'.repeat(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
  ['11 embeds', { embeds: repeat(11, () => ({ title: 'x' })) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
  ['a long embed title', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
  ['a long embed', { embeds: [{ description: 'x'.repeat(4097) }] }, 'embeds.0.description', 'BASE_TYPE_MAX_LENGTH'],
  ['26 fields', { embeds: [{ fields: repeat(26, () => field) }] }, 'embeds.0.fields', 'BASE_TYPE_MAX_LENGTH'],
  [
    'a long field',
    { embeds: [{ fields: [{ name: 'n', value: 'x'.repeat(1025) }] }] },
    'embeds.0.fields.0.value',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a long footer',
    { embeds: [{ footer: { text: 'x'.repeat(2049) } }] },
    'embeds.0.footer.text',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    '6001 characters of embeds',
    { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
    'embeds',
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  ['6 buttons', { components: [row(...buttons(6))] }, 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
  [
    'a select beside a button',
    { components: [row(button(), select({ options: [option(1)] }))] },
    'components.0.components',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    '6 rows',
    { components: repeat(6, (at) => row(button({ custom_id: `${at}` }))) },
    'components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a long label',
    { components: [row(button({ label: 'x'.repeat(81) }))] },
    'components.0.components.0.label',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a long custom_id',
    { components: [row(button({ custom_id: 'x'.repeat(101) }))] },
    'components.0.components.0.custom_id',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'two same custom_ids',
    { components: [row(button(), button())] },
    'components.0.components.1.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a link button with a custom_id',
    { components: [row(button({ style: 5, url: 'https://a.test' }))] },
    'components.0.components.0',
    'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ],
  [
    '26 options',
    { components: [row(select({ options: repeat(26, option) }))] },
    'components.0.components.0.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a long option label',
    { components: [row(select({ options: [option(1, { label: 'x'.repeat(101) })] }))] },
    'components.0.components.0.options.0.label',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'two same option values',
    { components: [row(select({ options: [option(1), option(1)] }))] },
    'components.0.components.0.options.1.value',
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  ['text displays without the flag', { components: [text('x')] }, 'components.0.type', 'UNION_TYPE_CHOICES'],
  [
    'content beside components V2',
    { flags: v2, content: 'x', components: [text('x')] },
    'content',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'embeds beside components V2',
    { flags: v2, embeds: [{ title: 'x' }], components: [text('x')] },
    'embeds',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    '41 components in all',
    { flags: v2, components: [{ type: 17, components: repeat(20, () => text('x')) }, ...repeat(20, () => text('x'))] },
    'components',
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    '4001 characters of text displays',
    { flags: v2, components: [text('x'.repeat(2000)), text('x'.repeat(2001))] },
    'components',
    'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  ],
  [
    'a picture that is not attached',
    { flags: v2, components: [{ type: 12, items: [{ media: { url: 'attachment://a.png' }, description: 'A' }] }] },
    'components.0',
    'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
  ],
  ['a component of no type', { components: [{ type: 99 }] }, 'components.0.type', 'UNION_TYPE_CHOICES'],
  ['a nonce of 26 characters', { content: 'x', nonce: 'n'.repeat(26) }, 'nonce', 'BASE_TYPE_MAX_LENGTH'],
];

const command = (fields: Json) => ({ name: 'coach', description: 'Practice', ...fields });
const stringOption = (fields: Json) => ({ type: 3, name: 'topic', description: 'About what', ...fields });
const subcommand = (fields: Json) => ({ type: 1, name: 'practice', description: 'Asks', ...fields });

const commands: readonly (readonly [name: string, body: readonly Json[], place: string, code: string])[] = [
  ['an upper-case name', [command({ name: 'Coach' })], '0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a name with a space', [command({ name: 'my coach' })], '0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a long description', [command({ description: 'x'.repeat(101) })], '0.description', 'BASE_TYPE_MAX_LENGTH'],
  ['no description', [{ name: 'coach' }], '0.description', 'BASE_TYPE_REQUIRED'],
  [
    '26 options',
    [command({ options: repeat(26, (at) => stringOption({ name: `o${at}` })) })],
    '0.options',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    '26 choices',
    [command({ options: [stringOption({ choices: repeat(26, (at) => ({ name: `${at}`, value: `${at}` })) })] })],
    '0.options.0.choices',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a subcommand beside an option',
    [command({ options: [subcommand({}), stringOption({})] })],
    '0.options',
    'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    'a required option after another',
    [command({ options: [stringOption({}), stringOption({ name: 'level', required: true })] })],
    '0.options',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'choices with autocomplete',
    [command({ options: [stringOption({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
    '0.options.0',
    'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
  ],
  ['the same name twice', [command({}), command({})], '1', 'APPLICATION_COMMANDS_DUPLICATE_NAME'],
];

function errorAt(body: Json, place: string): unknown {
  const found = place.split('.').reduce<unknown>((at, key) => Object(at)[key], body.errors);
  return Object(found)._errors?.[0]?.code;
}

describe('the shape of what an app sends', () => {
  let fake: FakeDiscord;
  let channel: string;
  const send = (body: Json) => callApi(fake, 'POST', `/channels/${channel}/messages`, body);
  beforeEach(async () => {
    fake = await createFakeDiscord();
    channel = fake.addGuild().channel('general').id;
  });
  afterEach(() => fake.close());

  it.each(messages)('is refused in a message with %s', async (_name, body, place, code) => {
    const answer = await send(quiet(body));
    expect(answer).toMatchObject({ status: 400, body: { code: 50_035, message: 'Invalid Form Body' } });
    expect(errorAt(answer.body, place)).toBe(code);
    expect(fake.violations.join('\n')).toContain(`POST /channels/:channel/messages: ${place}: `);
  });

  it.each(commands)('is refused in commands with %s', async (_name, body, place, code) => {
    const answer = await callApi(fake, 'PUT', `/applications/${fake.app.id}/commands`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 50_035 } });
    expect(errorAt(answer.body, place)).toBe(code);
  });

  it.each([
    [
      'a message at every limit',
      { content: 'x'.repeat(2000), components: repeat(5, (at) => row(button({ custom_id: `${at}` }))) },
    ],
    ['25 options', { components: [row(select({ options: repeat(25, option) }))] }],
    ['40 components of 4000 characters', { flags: v2, components: repeat(40, () => text('x'.repeat(100))) }],
    ['a link button', { components: [row({ type: 2, style: 5, label: 'Docs', url: 'https://a.test' })] }],
  ])('is taken with %s', async (_name, body) => {
    expect((await send(quiet(body))).status).toBe(200);
    expect(fake.violations).toEqual([]);
  });

  it('is never an empty message', async () => {
    expect(await send(quiet({ content: ' ' }))).toMatchObject({ status: 400, body: { code: 50_006 } });
  });

  it('says whom it may ping, and describes every picture', async () => {
    await send({ content: 'hello' });
    await send({ content: 'hello', allowed_mentions: { parse: ['users'] } });
    await send(quiet({ flags: v2, components: [{ type: 12, items: [{ media: { url: 'https://a.test/a.png' } }] }] }));
    expect(fake.violations).toEqual([
      'POST /channels/:channel/messages: allowed_mentions must be given with parse: []',
      'POST /channels/:channel/messages: allowed_mentions must be given with parse: []',
      'POST /channels/:channel/messages: the picture https://a.test/a.png has no description',
    ]);
  });

  it('keeps components V2 through edits', async () => {
    const { body } = await send(quiet({ flags: v2, components: [text('x')] }));
    const path = `/channels/${channel}/messages/${body.id}`;
    expect(await callApi(fake, 'PATCH', path, quiet({ flags: 0, content: 'y' }))).toMatchObject({
      status: 400,
      body: { errors: { flags: { _errors: [{ code: 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG' }] } } },
    });
    const edited = await callApi(fake, 'PATCH', path, quiet({ components: [text('z')] }));
    expect(edited).toMatchObject({ status: 200, body: { flags: v2, components: [{ type: 10, id: 1, content: 'z' }] } });
  });
});
