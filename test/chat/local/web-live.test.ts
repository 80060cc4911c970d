import { describe, expect, it } from 'vitest';
import { createVisitor, goodAnswer, openedForm, useSite } from './site.ts';

const site = useSite();

describe('two windows of the local page', () => {
  it('show each other on the leaderboard as soon as one of them earns points', async () => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    const window = await site.listen(`${bob.path}/events?since=${await bob.since()}`);
    await window.find(({ name }) => name === 'ping');
    await ana.say('/coach practice');
    await ana.say(`/coach answer ${goodAnswer}`);
    const home = await window.find(({ name, data }) => name === 'home' && data.includes('Ana'));
    expect(home.data).toMatch(/<td>1<\/td><th scope="row">Ana<\/th><td>100<\/td>/);
    expect(home.data).not.toContain('answers from memory');
  });

  it('never hear a word of what is said in the other thread', async () => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    const window = await site.listen(`${bob.path}/events?since=${await bob.since()}`);
    await ana.say('/coach practice');
    await ana.say(`/coach answer ${goodAnswer}`);
    await window.find(({ name, data }) => name === 'home' && data.includes('Ana'));
    expect(window.seen.filter(({ name }) => name === 'entry' || name === 'thread')).toEqual([]);
  });

  it('of one member show the same thread at the same time', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    const since = await ana.since();
    const windows = [
      await site.listen(`${ana.path}/events?since=${since}`),
      await site.listen(`/as/ana/events?since=${since}`),
    ];
    await Promise.all(windows.map((window) => window.find(({ name }) => name === 'ping')));
    await ana.say('/coach practice');
    for (const window of windows) {
      const said = await window.find(({ data }) => data.includes('"key":"said:'));
      expect(JSON.parse(said.data)).toMatchObject({
        place: 'thread',
        html: expect.stringContaining('/coach practice'),
      });
      const reply = await window.find(({ data }) => data.includes('"key":"reply:'));
      expect(JSON.parse(reply.data)).toMatchObject({ html: expect.stringContaining('2 key points') });
    }
  });

  it('of a member who has their data deleted are emptied, and say so', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    await ana.say('/coach practice');
    const window = await site.listen(`${ana.path}/events?since=${await ana.since()}`);
    await window.find(({ name }) => name === 'ping');
    const form = openedForm(await ana.say('/coach privacy delete'));
    await ana.post({ ...form, 'field.word': 'delete' });
    const thread = await window.find(({ name, data }) => name === 'thread' && data.includes('Nothing here yet'));
    expect(thread.data).not.toContain('/coach practice');
    const told = await window.find(({ data }) => data.includes('Nothing about you is kept any more'));
    expect(told.name).toBe('entry');
  });

  it('see the count of the daily question change in the place where the question stands', async () => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    const key = (await bob.page()).querySelector('#channel article')?.getAttribute('data-key');
    const window = await site.listen(`${bob.path}/events?since=${await bob.since()}`);
    const form = openedForm(await ana.post(await ana.formOf('#channel', 'Answer')));
    await ana.post({ ...form, 'field.answer': goodAnswer });
    const entry = await window.find(({ data }) => data.includes('1 person has answered'));
    expect(entry.name).toBe('entry');
    expect(JSON.parse(entry.data)).toMatchObject({ place: 'channel', key });
    expect(entry.data).not.toContain('Ana');
  });
});

describe('a window that connects', () => {
  it.each(['?since=-1', '?since=99', '', '?since=rubbish'])('gets everything anew when it says "%s"', async (query) => {
    const window = await site.listen(`/as/Ana/events${query}`);
    await window.find(({ name }) => name === 'ping');
    expect(window.seen.map(({ name }) => name)).toEqual(['channel', 'thread', 'home', 'ping']);
    expect(window.seen[0]?.data).toContain('Question of the day');
  });

  it('goes by the Last-Event-ID of its own reconnect rather than by its address', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    const since = await ana.since();
    const stale = await site.listen(`${ana.path}/events?since=${since}`, { 'last-event-id': '-1' });
    await stale.find(({ name }) => name === 'ping');
    expect(stale.seen.map(({ name }) => name)).toContain('thread');
    const last = stale.seen.findLast(({ id }) => id !== undefined)?.id ?? '';
    const fresh = await site.listen(`${ana.path}/events?since=-1`, { 'last-event-id': last });
    await fresh.find(({ name }) => name === 'ping');
    expect(fresh.seen.map(({ name }) => name)).toEqual(['ping']);
  });

  it('gets nothing but a ping when its page is up to date', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    await ana.say('/coach practice');
    const window = await site.listen(`${ana.path}/events?since=${await ana.since()}`);
    await window.find(({ name }) => name === 'ping');
    expect(window.seen.map(({ name }) => name)).toEqual(['ping']);
  });

  it('gets what happened between its page and its connection', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    const since = await ana.since();
    await ana.say('/coach practice');
    const window = await site.listen(`${ana.path}/events?since=${since}`);
    const thread = await window.find(({ name }) => name === 'thread');
    expect(thread.data).toContain('2 key points');
  });

  it('gets what it missed even when the process was started anew and counts from the start again', async () => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    const since = await ana.since();
    await bob.say('/coach practice');
    await bob.say(`/coach answer ${goodAnswer}`);
    await site.restart();
    const window = await site.listen(`${ana.path}/events?since=${since}`);
    await window.find(({ name }) => name === 'ping');
    expect(window.seen).toContainEqual(expect.objectContaining({ name: 'home', data: expect.stringContaining('Bob') }));
  });
});
