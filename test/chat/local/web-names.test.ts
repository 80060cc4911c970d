import { describe, expect, it } from 'vitest';
import { fileBody, formHeaders, sendRaw, useSite } from './site.ts';

const site = useSite();
const nameRule = 'Please give a name with letters or digits, at most 40 characters, without slashes.';

function post(path: string, fields: Readonly<Record<string, string>>) {
  const body = new URLSearchParams(fields).toString();
  return sendRaw(site.url(), { method: 'POST', path, headers: formHeaders(site.url()), body });
}

const badNames = [
  ['nothing', ''],
  ['blanks', '   '],
  ['41 characters', 'x'.repeat(41)],
  ['100 KB', 'x'.repeat(100_000)],
  ['a slash', 'a/b'],
  ['a backslash', 'a\\b'],
  ['two dots', '..'],
  ['control characters alone', '\u0000\u0007\u001b'],
  ['invisible characters alone', '\u202e\u200b'],
  ['emoji alone', '🚀🎉'],
] as const;

describe('a name', () => {
  it.each(badNames)('of %s is refused at the entrance', async (_what, name) => {
    const { status, text } = await post('/enter', { name });
    expect([status, text.includes(nameRule)]).toEqual([400, true]);
  });

  it('is asked for when the field is missing or a file', async () => {
    expect((await post('/enter', {})).status).toBe(400);
    const headers = { origin: site.url(), 'content-type': 'multipart/form-data; boundary=xx' };
    const body = fileBody('name');
    expect((await sendRaw(site.url(), { method: 'POST', path: '/enter', headers, body })).status).toBe(400);
  });

  it.each(badNames.filter(([, name]) => name.length > 0 && name !== '..' && name.length < 1_000))(
    'of %s is refused in an address',
    async (_what, name) => {
      for (const path of ['', '/events']) {
        const asked = await sendRaw(site.url(), { path: `/as/${encodeURIComponent(name)}${path}` });
        expect([path, asked.status, asked.text.includes(nameRule)]).toEqual([path, 404, true]);
      }
      expect(
        (await post(`/as/${encodeURIComponent(name)}/act`, { type: 'say', delivery: 'delivery-1', text: 'x' })).status,
      ).toBe(404);
    },
  );

  it.each(['%ff', '%E0%A4%A', '%c3%28', '%', 'a%zz'])(
    'is refused in an address of broken escapes: %s',
    async (name) => {
      const { status } = await sendRaw(site.url(), { path: `/as/${name}` });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    },
  );

  it.each(['/as/..', '/as/%2e%2e', '/as/Ana/../..', '/as/', '/as//'])('is nobody in the address %s', async (path) => {
    const { status, text } = await sendRaw(site.url(), { path });
    expect(status).toBeLessThan(500);
    expect(text).not.toContain('class="composer"');
  });

  it.each([
    ['Jean-Luc O’Neill', 'Jean-Luc O’Neill'],
    ['李小龍', '李小龍'],
    ['a'.repeat(40), 'a'.repeat(40)],
    ['Ana\u0007\u202eBöhm', 'AnaBöhm'],
    ['100%', '100%'],
    ['a&b=c?d#e', 'a&b=c?d#e'],
  ])('such as %j is welcome as %j', async (name, shown) => {
    const sent = await post('/enter', { name });
    expect(sent.status).toBe(303);
    const page = await sendRaw(site.url(), { path: sent.headers.location ?? '' });
    expect(page.status).toBe(200);
    expect(page.text).toContain(shown.replaceAll('&', '&amp;'));
  });
});
