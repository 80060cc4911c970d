import { describe, expect, it } from 'vitest';
import { createVisitor, type Fields, fileBody, formHeaders, sendRaw, useSite } from './site.ts';

const site = useSite();
const notOurs = 'That was not sent by this page: reload it and try again.';
const good = { type: 'say', delivery: 'delivery-1', text: '/coach practice' };

function post(path: string, fields: Readonly<Record<string, string>>, headers = formHeaders(site.url())) {
  return sendRaw(site.url(), { method: 'POST', path, headers, body: new URLSearchParams(fields).toString() });
}

describe('a request from elsewhere', () => {
  it.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '0.0.0.0',
  ])('for the host %s is refused', async (host) => {
    for (const path of ['/', '/as/Ana', '/as/Ana/events', '/page.js']) {
      const { status, text } = await sendRaw(site.url(), { path, headers: { host } });
      expect([path, status, text]).toEqual([path, 403, 'This page answers under its own address only.']);
    }
  });

  it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1', '[::1]:8080'])('for the host %s is served', async (host) => {
    expect((await sendRaw(site.url(), { path: '/', headers: { host } })).status).toBe(200);
  });

  it('with a host that is none gets no more than a refusal', async () => {
    expect((await sendRaw(site.url(), { path: '/', headers: { host: 'a b' } })).status).toBe(400);
  });

  it.each([
    ['of another site', 'http://evil.example'],
    ['of another port of this machine', 'http://127.0.0.1:1'],
    ['that is hidden', 'null'],
    ['that is rubbish', 'not an address'],
    ['that is missing', undefined],
  ])('with an origin %s changes nothing', async (_what, origin) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const path of ['/enter', '/as/Ana/act']) {
      const { status } = await post(
        path,
        { ...good, name: 'Ana' },
        { ...type, ...(origin !== undefined && { origin }) },
      );
      expect([path, status]).toEqual([path, 403]);
    }
    expect(await createVisitor(site.url(), 'Ana').reads('#thread')).toContain('Nothing here yet');
  });

  it('with a body that pages of other sites may send without asking changes nothing', async () => {
    for (const type of ['text/plain', 'multipart/form-data; boundary=x']) {
      const headers = { 'content-type': type, origin: 'http://evil.example' };
      expect((await post('/as/Ana/act', good, headers)).status).toBe(403);
    }
    const json = { 'content-type': 'application/json', origin: 'http://evil.example' };
    const sent = await sendRaw(site.url(), { method: 'POST', path: '/as/Ana/act', headers: json, body: '{}' });
    expect(sent.status).toBe(400);
  });
});

describe('a body', () => {
  const tooLong = new URLSearchParams({ ...good, text: 'x'.repeat(1_000_001) }).toString();

  it('over 1 MB is refused in a sentence, for people and for the script', async () => {
    const request = { method: 'POST', path: '/as/Ana/act', body: tooLong };
    const page = await sendRaw(site.url(), { ...request, headers: formHeaders(site.url()) });
    expect(page.status).toBe(413);
    expect(page.text).toContain('That is too long: an answer has at most 4,000 characters.');
    const headers = { ...formHeaders(site.url()), accept: 'application/json' };
    const script = await sendRaw(site.url(), { ...request, headers });
    expect(script.status).toBe(413);
    expect(JSON.parse(script.text)).toEqual({ problem: 'That is too long: an answer has at most 4,000 characters.' });
  });

  it('over 1 MB without a length is refused too', async () => {
    const headers = { ...formHeaders(site.url()), 'transfer-encoding': 'chunked' };
    const { status } = await sendRaw(site.url(), { method: 'POST', path: '/as/Ana/act', headers, body: tooLong });
    expect(status).toBe(413);
  });

  it('that was refused unread ends its connection and says so, so that no request is sent into it', async () => {
    const headers = { ...formHeaders(site.url()), connection: 'keep-alive' };
    const refused = await sendRaw(site.url(), { method: 'POST', path: '/as/Ana/act', headers, body: tooLong });
    expect(refused.headers.connection).toBe('close');
  });

  it.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    ['that does not hold its boundary', 'multipart/form-data; boundary=xx', 'garbage'],
    ['with a file for a text', 'multipart/form-data; boundary=xx', fileBody('text')],
    ['of JSON', 'application/json', JSON.stringify(good)],
    ['that is empty', 'application/x-www-form-urlencoded', ''],
    ['of broken escapes', 'application/x-www-form-urlencoded', '%ff=%&&&==%zz'],
  ])('%s is refused politely', async (_what, type, body) => {
    const headers = { origin: site.url(), 'content-type': type };
    const { status, text } = await sendRaw(site.url(), { method: 'POST', path: '/as/Ana/act', headers, body });
    expect(status).toBe(400);
    expect(text).toContain(notOurs);
  });
});

const submission = { type: 'submit', delivery: 'delivery-1', form: 'answer', value: '', 'field.answer': 'x' };

const badFields: readonly (readonly [string, Fields])[] = [
  ['no type', { delivery: 'delivery-1', text: 'x' }],
  ['an unknown type', { ...good, type: 'home' }],
  ['no delivery', { type: 'say', text: 'x' }],
  ['no text', { type: 'say', delivery: 'delivery-1' }],
  ['no value', { type: 'press', delivery: 'delivery-1', action: 'hint' }],
  ['no action', { type: 'press', delivery: 'delivery-1', value: '' }],
  ['a submission of no form', { ...submission, form: '' }],
  ['a submission of a form that is not there', { ...submission, form: 'toString' }],
  ['a submission without its value', { type: 'submit', delivery: 'delivery-1', form: 'answer', 'field.answer': 'x' }],
  ['a value that is too long', { ...submission, value: 'x'.repeat(201) }],
  ...['', 'toString', '__proto__', 'constructor', 'home', 'HINT', 'show answer'].map(
    (action) => [`the action "${action}"`, { type: 'press', delivery: 'delivery-1', action, value: '' }] as const,
  ),
  ...['', 'short', 'x'.repeat(65), 'has a space', 'bob:delivery', '🚀🚀🚀🚀🚀🚀🚀🚀', '../../etc', "' or '1'='1"].map(
    (delivery) => [`the delivery id "${delivery}"`, { ...good, delivery }] as const,
  ),
];

describe('fields', () => {
  it.each(badFields)('with %s are refused politely, and nothing is recorded', async (_what, fields) => {
    const refused = await post('/as/Ana/act', fields);
    expect([refused.status, refused.text.includes(notOurs)]).toEqual([400, true]);
    const visitor = createVisitor(site.url(), 'Ana');
    expect(await visitor.reads('#thread')).toContain('Nothing here yet');
  });
});
