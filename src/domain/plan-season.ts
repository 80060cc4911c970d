import { addDays, type CivilDate, isCivilDate } from './calendar.ts';
import { clip, displayName } from './display.ts';
import type { Season } from './season.ts';
import { slugOf } from './slug.ts';

/** A season as an admin writes it. */
export type SeasonDraft = { readonly title: string; readonly startsOn: string; readonly endsOn: string };

export type PlannedSeason =
  | { readonly type: 'season'; readonly season: Season }
  /** `message` is one sentence for the admin. */
  | { readonly type: 'problem'; readonly message: string };

/** A season lasts at most so many days. */
const longestDays = 400;
const longestTitle = 60;

/**
 * The season that a draft describes, or why it cannot be. It begins tomorrow at the earliest, so that no answer which was
 * given already changes its season, and shares no day with another own season.
 */
export function planSeason(draft: SeasonDraft, today: CivilDate, own: readonly Season[]): PlannedSeason {
  const message = problemOf(draft, today) ?? overlapOf(draft, own);
  if (message !== undefined) return { type: 'problem', message };
  const { startsOn, endsOn } = draft;
  const title = displayName(draft.title);
  const id = [startsOn, slugOf(title, 3).slice(0, 40)].filter((part) => part !== '').join('-');
  return { type: 'season', season: { id, title, startsOn, endsOn } };
}

function problemOf({ title, startsOn, endsOn }: SeasonDraft, today: CivilDate): string | undefined {
  if (!/[\p{L}\p{N}]/u.test(title)) return 'Give the season a title, such as "Winter Cup".';
  if (title.length > longestTitle && [...title].length > longestTitle)
    return `The title has ${[...title].length} characters and the limit is ${longestTitle}.`;
  for (const day of [startsOn, endsOn])
    if (!isCivilDate(day)) return `There is no day "${clip(day, 20)}": write it like 2026-12-01.`;
  if (endsOn < startsOn) return `The season would end on ${endsOn}, before it starts on ${startsOn}.`;
  if (endsOn < today) return `The season would be over already: it is ${today}.`;
  if (startsOn <= today)
    return `A season starts tomorrow (${addDays(today, 1)}) at the earliest, since answers that were given keep their season.`;
  if (addDays(startsOn, longestDays) <= endsOn)
    return `A season lasts ${longestDays} days at most: let it end by ${addDays(startsOn, longestDays - 1)}.`;
  return undefined;
}

function overlapOf({ startsOn, endsOn }: SeasonDraft, own: readonly Season[]): string | undefined {
  const other = own.find((season) => season.startsOn <= endsOn && startsOn <= season.endsOn);
  return other && `It would overlap "${other.title}", which lasts from ${other.startsOn} to ${other.endsOn}.`;
}
