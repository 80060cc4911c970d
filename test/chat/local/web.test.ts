import { describe, expect, it } from 'vitest';
import { createBareChat, createMemoryTranscript, handleBy, listenerOf, message } from './bare-chat.ts';

const failure = 'That did not work: try again, nothing counts twice. If it keeps failing, look at the log.';
const line = { type: 'say', delivery: 'delivery-0', text: '/coach practice' };
const place = { workspace: 'local', to: { type: 'channel', id: 'daily' }, again: false } as const;
const json = { accept: 'application/json' };

describe('the local page when the coach fails', () => {
  it('says so in one sentence, and tells the operator why', async () => {
    const chat = createBareChat();
    const fault = new Error('disk on fire at /var/secret');
    await chat.adapter.start(listenerOf(async () => Promise.reject(fault)));
    const page = await chat.get('/as/Ana');
    expect(page.status).toBe(500);
    const text = await page.text();
    expect(text).toContain(failure);
    expect(text).not.toMatch(/disk on fire|secret|at \w+ \(/);
    const act = await chat.post('/as/Ana/act', line);
    expect([act.status, (await act.text()).includes(failure)]).toEqual([500, true]);
    const script = await chat.post('/as/Ana/act', line, json);
    expect([script.status, await script.json()]).toEqual([500, { problem: failure }]);
    expect(chat.errors).toEqual([fault, fault, fault]);
  });

  it('records nothing of what was said, so that trying again is the first time', async () => {
    const chat = createBareChat();
    let works = false;
    await chat.adapter.start(handleBy(() => (works ? message('done') : Promise.reject(new Error('not now')))));
    await chat.post('/as/Ana/act', line, json);
    expect(await chat.transcript.list({ type: 'member', id: 'ana' })).toEqual([]);
    works = true;
    expect((await chat.post('/as/Ana/act', line, json)).status).toBe(200);
    const entries = await chat.transcript.list({ type: 'member', id: 'ana' });
    expect(entries.map(({ key }) => key)).toEqual(['said:ana:delivery-0', 'reply:ana:delivery-0']);
  });

  it('tells the operator when it cannot bring a window up to date', async () => {
    const chat = createBareChat();
    const fault = new Error('not now');
    await chat.adapter.start(listenerOf(async () => Promise.reject(fault)));
    const window = await chat.listen('/as/Ana/events?since=-1');
    await window.ended;
    expect(window.seen).toEqual([]);
    expect(chat.errors).toEqual([fault]);
  });

  it("does not call an act failed that was taken, only because another window's overview cannot be drawn", async () => {
    const chat = createBareChat();
    const fault = new Error('no overview for Bob');
    await chat.adapter.start(
      listenerOf(async ({ member, action }) => {
        if (action.type === 'home' && member.id === 'bob') throw fault;
        return message('done');
      }),
    );
    const bob = await chat.listen(`/as/Bob/events${await chat.since()}`);
    const act = await chat.post('/as/Ana/act', line, json);
    expect([act.status, await act.json()]).toEqual([200, { form: null }]);
    expect(chat.errors).toEqual([fault]);
    await bob.close();
  });
});

describe('the local page before it is started and when it stops', () => {
  it('answers in one sentence, and to its end what it was asked before it stopped', async () => {
    const chat = createBareChat();
    const early = await chat.get('/as/Ana');
    expect([early.status, (await early.text()).includes(failure)]).toEqual([500, true]);
    expect(chat.errors).toEqual([new Error('the local page has not been started')]);
    await chat.adapter.start(
      handleBy(async () => {
        await chat.adapter.stop();
        return message('done');
      }),
    );
    const act = await chat.post('/as/Ana/act', line, json);
    expect([act.status, await act.json()]).toEqual([200, { form: null }]);
    expect(await (await chat.get('/as/Ana')).text()).toContain('done');
    expect(chat.errors).toHaveLength(1);
  });

  it('shows the entrance all the same, and refuses a post', async () => {
    const chat = createBareChat();
    expect((await chat.get('/')).status).toBe(200);
    const post = { ...place, key: 'daily:1', message: message('hello') };
    await expect(chat.adapter.post(post)).rejects.toThrow('has not been started');
  });
});

describe('a post in the channel of the local page', () => {
  const post = { ...place, key: 'daily:1', message: message('first words') };

  it('comes to all windows, and an edit replaces it where it stands', async () => {
    const chat = createBareChat();
    await chat.adapter.start(handleBy(() => message('done')));
    const since = await chat.since();
    const windows = [await chat.listen(`/as/Ana/events${since}`), await chat.listen(`/as/Bob/events${since}`)];
    const shownAs = await chat.adapter.post(post);
    if (shownAs.type !== 'shown') throw new Error('the local page shows every post');
    await chat.adapter.post({ ...post, key: 'daily:2', message: message('another') });
    await chat.adapter.edit(shownAs.ref, { ...post, message: message('second words') });
    for (const window of windows) {
      const edited = await window.find(({ data }) => data.includes('second words'));
      expect(JSON.parse(edited.data)).toMatchObject({ place: 'channel', key: 'daily:1' });
    }
    const shown = await chat.transcript.list({ type: 'channel', id: 'daily' });
    expect(shown.map(({ key }) => key)).toEqual(['daily:1', 'daily:2']);
    expect(shown[0]?.content).toContain('second words');
    await Promise.all(windows.map((window) => window.close()));
  });

  it('is one message however often its key is posted', async () => {
    const chat = createBareChat();
    await chat.adapter.start(handleBy(() => message('done')));
    await chat.adapter.post(post);
    await chat.adapter.post(post);
    expect((await (await chat.get('/as/Ana')).text()).match(/first words/g)).toHaveLength(1);
  });

  it('comes to a window that was closed when it was posted', async () => {
    const chat = createBareChat();
    await chat.adapter.start(handleBy(() => message('done')));
    const since = await chat.since();
    await chat.adapter.post(post);
    const window = await chat.listen(`/as/Ana/events${since}`);
    await window.find(({ name }) => name === 'ping');
    expect(window.seen).toContainEqual(
      expect.objectContaining({ name: 'channel', data: expect.stringContaining('first words') }),
    );
    await window.close();
  });

  it('no longer costs anything for a window that has gone', async () => {
    const chat = createBareChat();
    let overviews = 0;
    await chat.adapter.start(
      listenerOf(async ({ action }) => {
        if (action.type === 'home') overviews += 1;
        return message('done');
      }),
    );
    const window = await chat.listen(`/as/Bob/events${await chat.since()}`);
    overviews = 0;
    await chat.post('/as/Ana/act', line, json);
    expect(overviews).toBe(1);
    await window.close();
    await expect
      .poll(async () => {
        overviews = 0;
        await chat.post('/as/Ana/act', line, json);
        return overviews;
      })
      .toBe(0);
  });
});

describe('a message that another version has written', () => {
  it.each([
    [
      'with a block that is unknown here',
      JSON.stringify({ type: 'message', blocks: [{ type: 'hologram', depth: 3 }] }),
    ],
    ['of another shape', JSON.stringify({ version: 9, body: '<script>alert(1)</script>' })],
    ['that is a form', JSON.stringify({ type: 'form', title: 'x' })],
    ['that is empty', 'null'],
    ['that is a number', '7'],
    ['that is not JSON', '<script>alert(1)</script>'],
  ])('%s leaves a note, and the rest of the thread is shown', async (_what, content) => {
    const transcript = createMemoryTranscript();
    await transcript.write({ type: 'member', id: 'ana' }, [
      { key: 'a', author: 'member', content: 'before' },
      { key: 'b', author: 'coach', content },
      { key: 'c', author: 'coach', content: JSON.stringify(message('after')) },
    ]);
    const chat = createBareChat(transcript);
    await chat.adapter.start(handleBy(() => message('done')));
    const page = await chat.get('/as/Ana');
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toMatch(/before[\s\S]*This message was written by another version\.[\s\S]*after/);
    expect(text).not.toContain('alert(1)');
    expect(chat.errors).toEqual([]);
  });
});
