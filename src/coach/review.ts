import { createEmptyCard, fsrs, type Grade, Rating } from 'ts-fsrs';
import { addDays, type CivilDate, daysBetween } from '../domain/calendar.ts';
import { type Recall, type RecallGrade, recallGrade } from '../domain/recall.ts';

/** After so many days at the latest a question comes back. */
const longestDays = 365;

/**
 * FSRS 6 with its published weights, in whole days: a question comes back when nine of ten would still remember it. Chance plays no part, so the same answers always mean the same days.
 */
const scheduler = fsrs({
  request_retention: 0.9,
  maximum_interval: longestDays,
  enable_fuzz: false,
  enable_short_term: false,
});

const ratings: Readonly<Record<RecallGrade, Grade>> = {
  again: Rating.Again,
  hard: Rating.Hard,
  good: Rating.Good,
  easy: Rating.Easy,
};

/** When a question was last met and when it is due next. */
export type Due = { readonly lastOn: CivilDate; readonly dueOn: CivilDate };

/**
 * When a question is due after a history of recalls in their order; undefined before the first one. The first answer of a day counts: what comes
 * after it on the same day follows on its result and shows nothing about memory, and neither do follow-ups.
 */
export function dueAfter(history: readonly Recall[], weights: ReadonlyMap<string, number>): Due | undefined {
  let card = createEmptyCard(new Date(0));
  let lastOn: CivilDate | undefined;
  for (const recall of history) {
    // A clock that was set back, or a move across the date line, makes no second day.
    if (recall.prompted || (lastOn !== undefined && daysBetween(lastOn, recall.on) <= 0)) continue;
    card = scheduler.next(card, dayAsDate(recall.on), ratings[recallGrade(recall, weights)]).card;
    lastOn = recall.on;
  }
  if (lastOn === undefined) return undefined;
  const [wanted, latest] = [card.due.toISOString().slice(0, 10), addDays(lastOn, longestDays)];
  // It keeps grades a day apart even where all of them are at the limit.
  return { lastOn, dueOn: wanted < latest ? wanted : latest };
}

/** Days without hours: neither zones nor clock changes can shift one. */
function dayAsDate(day: CivilDate): Date {
  return new Date(`${day}T00:00:00Z`);
}
