import { describe, expect, it } from 'vitest';
import { type AckBody, type ProcessEvent, takePayload } from '../../../src/chat/slack/take.ts';

/** Takes a payload of a type while `work` stands for Bolt; gives what happened, in order. */
async function take(type: string, work: (note: (what: string) => void) => ProcessEvent): Promise<readonly string[]> {
  const notes: string[] = [];
  const note = (what: string) => void notes.push(what);
  const send = async (body: AckBody) => note(`sent ${JSON.stringify(body)}`);
  await takePayload(work(note), { body: { type } }, send).catch(() => note('failed'));
  return notes;
}

describe('a payload from Slack', () => {
  it('is acknowledged when its work is done, if it is an event: Bolt would do it first and lose it', async () => {
    const notes = await take('event_callback', (note) => async ({ ack }) => {
      await ack();
      note('worked');
    });
    expect(notes).toEqual(['worked', 'sent undefined']);
  });

  it('is not acknowledged when the work of an event fails, so that Slack sends it again', async () => {
    const notes = await take('event_callback', () => async ({ ack }) => {
      await ack();
      throw new Error('the disk is full');
    });
    expect(notes).toEqual(['failed']);
  });

  it('is acknowledged when its listener says so, if somebody waits for it', async () => {
    const notes = await take('block_actions', (note) => async ({ ack }) => {
      await ack({ response_type: 'ephemeral' });
      note('worked on');
    });
    expect(notes).toEqual(['sent {"response_type":"ephemeral"}', 'worked on']);
  });

  it('is acknowledged once, and in any case', async () => {
    expect(
      await take(
        'block_actions',
        () =>
          async ({ ack }) =>
            void (await Promise.all([ack(), ack()])),
      ),
    ).toEqual(['sent undefined']);
    expect(await take('block_actions', () => async () => {})).toEqual(['sent undefined']);
  });
});
