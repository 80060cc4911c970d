import { StreamingApi } from 'hono/utils/stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Transcript } from '../../../src/chat/local/transcript.ts';
import { createBareChat, createMemoryTranscript, handleBy, message } from './bare-chat.ts';

describe('a window that stays open', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] }));
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('is pinged again and again, costs no more the longer it stays, and leaves nothing when it goes', async () => {
    const listening = vi.spyOn(StreamingApi.prototype, 'onAbort');
    const chat = createBareChat();
    await chat.adapter.start(handleBy(() => message('done')));
    const response = await chat.get(`/as/Ana/events${await chat.since()}`);
    const reader = response.body?.getReader();
    await reader?.read();
    const atFirst = listening.mock.calls.length;
    for (let pings = 0; pings < 20; pings += 1) {
      await vi.advanceTimersByTimeAsync(15_000);
      expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: ping');
    }
    expect(listening.mock.calls.length).toBe(atFirst);
    expect(vi.getTimerCount()).toBe(1);
    await reader?.cancel();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0));
  });
});

describe('an act that was taken but could not be shown', () => {
  it('is not called undone, and goes to the coach as the same delivery when it is tried again', async () => {
    const memory = createMemoryTranscript();
    let full = true;
    const transcript: Transcript = {
      list: memory.list,
      write: (place, entries) => (full ? Promise.reject(new Error('disk full')) : memory.write(place, entries)),
    };
    const chat = createBareChat(transcript);
    const taken: string[] = [];
    await chat.adapter.start(
      handleBy((interaction) => {
        taken.push(interaction.deliveryId);
        return message('saved');
      }),
    );
    const line = { type: 'say', delivery: 'delivery-0', text: '/coach practice' };
    const refused = await (await chat.post('/as/Ana/act', line, { accept: 'application/json' })).text();
    expect(refused).toContain('nothing counts twice');
    expect(refused).not.toMatch(/nothing was recorded/i);
    full = false;
    expect((await chat.post('/as/Ana/act', line, { accept: 'application/json' })).status).toBe(200);
    expect(taken).toEqual(['ana:delivery-0', 'ana:delivery-0']);
  });
});
