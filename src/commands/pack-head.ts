import { CoachError } from '../domain/errors.ts';
import { type Level, levels } from '../domain/question.ts';
import { slugOf } from '../domain/slug.ts';
import type { PackHead } from '../knowledge/imported-pack.ts';
import type { CommandContext } from './command.ts';

/** What a pack is called, about and for, by options and a title. Throws a CoachError for what no pack can be. */
export function headOf({ topic, level }: CommandContext['values'], title: string): PackHead {
  const id = slugOf(title, 12);
  if (id === '') throw new CoachError('input-invalid', 'Give the pack a title with letters or digits.');
  return {
    id,
    title: title.trim(),
    topic: slugOf(typeof topic === 'string' ? topic : '', 12) || id,
    level: levelOf(level),
  };
}

/** Throws a CoachError where one of these options is given, which `why` says is of no use. */
export function refuseOptions(values: CommandContext['values'], names: readonly string[], why: string): void {
  const given = names.filter((name) => values[name] !== undefined).map((name) => `--${name}`);
  if (given.length > 0) throw new CoachError('input-invalid', `${why}: leave out ${given.join(' and ')}.`);
}

function levelOf(name: unknown): Level {
  const level = levels.find((each) => each === (name ?? 'senior'));
  if (level === undefined) throw new CoachError('input-invalid', `--level is one of ${levels.join(', ')}.`);
  return level;
}
