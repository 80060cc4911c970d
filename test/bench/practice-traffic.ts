import { setTimeout as wait } from 'node:timers/promises';
import type { Question } from '../../src/domain/question.ts';
import type { Catalog } from '../../src/knowledge/catalog.ts';
import type { Packet } from '../fakes/slack/delivery.ts';
import type { Member } from '../fakes/slack/member.ts';
import type { TimedSlack } from './timed-slack.ts';

/** Milliseconds over which traffic is spread evenly. */
const overMs = 10_000;
const people = 50;
/** A member who has been shown something takes at least so long to act on it, in milliseconds. */
const pauseMs = 300;
const answerWords = 80;

/** What somebody does with a question: ask for it, open the form, send an answer, go on to another question. */
type Step = 'ask' | 'open' | 'answer' | 'next';
const steps: readonly Step[] = ['ask', 'open', 'answer', 'next'];

/** Has members practise, in so many interactions; gives the payloads of that, in order. */
export async function practise(slack: TimedSlack, catalog: Catalog, count: number): Promise<readonly Packet[]> {
  const before = slack.sent.length;
  const works = plan(count).map(({ round, step }) => {
    const member = slack.workspace.member(`Member ${round % people}`);
    // One who is stuck keeps nobody else from practising.
    return () => act(member, step, { catalog, round }).catch((error) => slack.report(reasonOf(error)));
  });
  await spread(works);
  return slack.sent.slice(before);
}

function reasonOf(error: unknown): string {
  // What a member sees instead is too long for a sentence.
  return String(error).split(', but sees:')[0] ?? '';
}

/** Sends the payloads of somebody else's practice, at the same distances. */
export async function replay(slack: TimedSlack, payloads: readonly Packet[]): Promise<void> {
  await spread(payloads.map((packet) => () => slack.send(packet)));
}

type Planned = { readonly round: number; readonly step: Step };

/**
 * Interactions in the order in which they happen. Every fourth begins a round with a question; its other steps follow
 * among those of other members, so that at any time all four kinds are mixed.
 */
function plan(count: number): readonly Planned[] {
  const between = Math.ceil((pauseMs * count) / overMs);
  const rounds = Array.from({ length: Math.ceil(count / steps.length) }, (_, round) => round);
  const at = (round: number, index: number) => steps.length * (round + index * between) + index;
  return rounds
    .flatMap((round) => steps.map((step, index) => ({ round, step, at: at(round, index) })))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count);
}

type Round = { readonly catalog: Catalog; readonly round: number };

function act(member: Member, step: Step, round: Round): Promise<unknown> {
  switch (step) {
    case 'ask':
      return member.slash('/coach practice');
    case 'open':
      return member.click('Answer');
    case 'answer':
      return answer(member, round);
    case 'next':
      return member.click('Next question');
    default:
      return step satisfies never;
  }
}

async function answer(member: Member, { catalog, round }: Round): Promise<void> {
  // Filling nothing in waits for the form.
  await member.fill({});
  const lines = member.modal()?.text.split('\n') ?? [];
  const question = lines.map((line) => catalog.findByText(line)).find((found) => found !== undefined);
  if (!question) throw new Error(`${member.name} has no question in front of them.`);
  await member.submit({ answer: answerOf(question, round) });
}

/** An answer put together from what the pack knows, another in each round, so that there is something to find in it. */
export function answerOf(question: Question, round: number): string {
  const phrases = question.keyPoints.flatMap(({ accepts, rejects }) => [...accepts, ...rejects]);
  const shifted = [...phrases.slice((round * 7) % phrases.length), ...phrases];
  return shifted.join(' ').split(' ').slice(0, answerWords).join(' ');
}

/** Begins each of the works at its moment and waits for all of them. */
async function spread(works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const begin = async (work: () => Promise<unknown>, index: number) => {
    await wait((index * overMs) / works.length);
    await work();
  };
  await Promise.all(works.map(begin));
}
