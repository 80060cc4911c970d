import { CoachError } from '../domain/errors.ts';
import type { FileOwner } from '../domain/member-file.ts';

/** Whom a command line names: a workspace and a member of it, by the platform's ids. Throws a CoachError for anything else. */
export function memberNamed([workspace = '', member = '', ...more]: readonly string[]): FileOwner {
  const [, platform, externalId] = /^([a-z]+):(.+)$/.exec(workspace) ?? [];
  if (platform === undefined || externalId === undefined || member === '' || more.length > 0)
    throw new CoachError(
      'input-invalid',
      'Name the workspace and the member by the ids of their platform, such as "slack:T0123456 U0123456" or "local:local ana".',
    );
  return { platform, workspace: externalId, member };
}

/** Says that nobody of that name is known. */
export function notKnown({ platform, workspace, member }: FileOwner): CoachError {
  return new CoachError('input-invalid', `Nothing is kept about "${member}" in ${platform}:${workspace}.`);
}
