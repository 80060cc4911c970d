import type { Pack } from '../../src/domain/question.ts';
import { parsePack } from '../../src/knowledge/parse-pack.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { buttonValue, createWorld, smallPack, type World } from '../fixtures/practice-world.ts';
import type { Row } from '../store/dump.ts';
import { dumpOf } from '../store/dump.ts';
import { createLiteralGrader } from './literal-grader.ts';
import { command, press, submit } from './reading.ts';

export const minuteMs = 60_000;
/** An answer that says none of the key points. */
export const nothing = 'I would have to guess.';

/** Two questions about the same as the small pack, with places to read. */
export function readablePack(): Pack {
  const parsed = parsePack(
    `---
title: Queues
topic: queues
level: junior
---

## Why put a queue between two services? {#why}

- The sender need not wait for the receiver.
  - weight: 3
  - hint: Think about who waits for whom.
  - source: The Queue Handbook, chapter 2
- Peaks of load are evened out.
  - source: The Queue Handbook, chapter 2

## What can go wrong with a queue? {#wrong}

- Messages can come twice.
  - source: Delivery at least once, a primer
`,
    'queues.md',
  );
  if (parsed.type === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed.pack;
}

export function openMockWorld(packs: readonly Pack[] = [smallPack(), readablePack()]): Promise<World> {
  return createWorld({ grader: createLiteralGrader(), packs });
}

/** The value of the button by which a question of an interview is answered. */
export const targetOf = (reply: Reply): string => buttonValue(reply, 'Answer');

/** Answers the question that an interview shows. */
export async function answerIn(world: World, asked: Reply, text: string, member = 'ann'): Promise<Reply> {
  return world.act(member, submit(targetOf(asked), text));
}

/** Answers what an interview asks, in that order, and presses on each time; the last reply. */
export async function answerAll(world: World, start: Reply, texts: readonly string[], member = 'ann'): Promise<Reply> {
  let shown = start;
  for (const text of texts) {
    const value = targetOf(shown);
    await world.act(member, submit(value, text));
    shown = await world.act(member, press('mock-next', value));
  }
  return shown;
}

export const begin = (world: World, wish = '', member = 'ann') => world.act(member, command(`mock ${wish}`));

/** The rows of interviews, and of what they have asked. */
export async function mockRows(world: World): Promise<{ mocks: readonly Row[]; questions: readonly Row[] }> {
  const dump = await world.store.read(dumpOf);
  return { mocks: dump.mocks ?? [], questions: dump.mock_questions ?? [] };
}
