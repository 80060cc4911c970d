import { clip, countText } from '../../domain/display.ts';
import { type Care, fewestMembers, type QuestionHealth } from '../../domain/question-health.ts';
import { toPercent } from '../../domain/verdict.ts';
import { plain, strong } from '../inline.ts';
import type { Block, Message, RichText } from '../reply.ts';
import { homeActions } from './actions.ts';
import { dayText } from './day.ts';
import { questionLine } from './line.ts';
import { factsOf, previewOf, type ShownPack, switchOf } from './packs.ts';
import { levelName } from './question.ts';

/** Packs, and questions of one, that are shown at most. */
const mostShown = 50;
/** Longest title in a list, in characters. */
const longestTitle = 80;

const reasons: Readonly<Record<Care, string>> = {
  reported: 'a key point is reported as outdated',
  misjudged: 'grades were wrong',
  'separates-badly': 'it does not tell who knows more',
  'too-hard': 'hardly anybody knows it',
  'too-easy': 'nearly everybody knows it',
};

/** All packs, those with most questions in need of care first. */
export function packsHealthView(packs: readonly ShownPack[], health: readonly QuestionHealth[]): Message {
  const inNeed = Map.groupBy(
    health.filter(({ care }) => care.length > 0),
    ({ question }) => question.pack,
  );
  const needs = ({ pack }: ShownPack) => inNeed.get(pack.id)?.length ?? 0;
  const shown = packs.toSorted((a, b) => needs(b) - needs(a)).slice(0, mostShown);
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Question packs' },
      packs.length > 0
        ? { type: 'list', items: shown.map((one) => packLine(one, needs(one))) }
        : { type: 'paragraph', text: plain('There are none.') },
      ...andMore(packs.length - shown.length, 'pack'),
      homeActions(true),
    ],
  };
}

function packLine(shown: ShownPack, inNeed: number): RichText {
  const { pack } = shown;
  const needs = inNeed === 0 ? 'nothing to look at' : `${countText(inNeed, 'question')} to look at`;
  return [
    { type: 'page', text: clip(pack.title, longestTitle), page: 'packs', value: pack.id },
    ...plain(` · ${factsOf(shown)} · ${reviewedText(pack)} · ${needs}`),
  ];
}

/** When somebody has last reviewed a pack, in words. */
export function reviewedText({ reviewedOn }: Partial<Pick<QuestionHealth, 'reviewedOn'>>): string {
  return reviewedOn === undefined ? 'never reviewed' : `reviewed on ${dayText(reviewedOn)}`;
}

/** A pack question by question, those that need most care first, with the figures of a window. */
export function packHealthView(
  wanted: ShownPack,
  health: readonly QuestionHealth[],
  { attempts, days }: { readonly attempts: number; readonly days: number },
): Message {
  const { pack, on } = wanted;
  const shown = health.slice(0, mostShown);
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: pack.title },
      { type: 'note', text: plain(`${factsOf(wanted)} · ${reviewedText(pack)}`) },
      { type: 'list', items: shown.map(healthText) },
      ...andMore(health.length - shown.length, 'question'),
      {
        type: 'note',
        text: plain(`From the newest ${attempts.toLocaleString('en-GB')} attempts of the last ${days} days.`),
      },
      { type: 'note', text: plain(`${meaning} Fewer than ${fewestMembers} members are too few to tell.`) },
      { type: 'note', text: [{ type: 'page', text: 'All packs', page: 'packs', value: '' }] },
      { type: 'actions', actions: [switchOf(pack, on), previewOf(pack)] },
      homeActions(true),
    ],
  };
}

const meaning =
  'Separation is the correlation of members’ first scores at the question with the means of their others: 1 when those who know more do better at it, 0 when it tells nothing, below when they do worse.';

function andMore(count: number, noun: string): readonly Block[] {
  return count > 0 ? [{ type: 'note', text: plain(`… and ${countText(count, noun)} more`) }] : [];
}

function healthText(health: QuestionHealth): RichText {
  const { question, care } = health;
  const needs = care.length === 0 ? [] : [strong(` Look at it: ${careText(health)}.`)];
  return [
    ...plain(`${questionLine(question)} · ${levelName(question.level)} · ${figuresOf(health).join(' · ')}.`),
    ...needs,
  ];
}

/** Why somebody should look at a question, in words; empty when there is no reason. */
export function careText({ care }: Pick<QuestionHealth, 'care'>): string {
  return care.map((one) => reasons[one]).join(', ');
}

/** The figures of a question, each with its words. */
export function figuresOf(health: QuestionHealth): readonly string[] {
  const { answers, members, meanScore, separation, compared, decided, accepted, reports } = health;
  if (meanScore === undefined) return ['never answered', ...objections({ decided, accepted, reports })];
  return [
    `${countText(answers, 'answer')} of ${countText(members, 'member')}${members < fewestMembers ? ', a small sample' : ''}`,
    `${toPercent(meanScore)} of 100 on average`,
    ...(separation === undefined ? [] : [`separation ${separation.toFixed(2)} (${countText(compared, 'member')})`]),
    ...objections({ decided, accepted, reports }),
  ];
}

function objections({
  decided,
  accepted,
  reports,
}: Pick<QuestionHealth, 'decided' | 'accepted' | 'reports'>): readonly string[] {
  return [
    ...(decided > 0 ? [`${accepted} of ${countText(decided, 'dispute')} accepted`] : []),
    ...(reports > 0 ? [countText(reports, 'report')] : []),
  ];
}
