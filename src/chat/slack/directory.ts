import { CoachError } from '../../domain/errors.ts';
import type { Directory } from '../directory.ts';
import { createClient, errorCodeOf } from './client.ts';
import { readProfile } from './profiles.ts';
import type { Tokens } from './tokens.ts';

export type DirectoryDeps = {
  readonly tokens: Pick<Tokens, 'tokenFor'>;
  /** Where the Web API is, with a slash at its end. */
  readonly apiUrl: string;
  readonly callTimeoutMs?: number;
};

/** What Slack says of somebody, or of a workspace, that is not there any more. */
const gone: ReadonlySet<string> = new Set([
  'user_not_found',
  'user_not_visible',
  'account_inactive',
  'token_revoked',
  'invalid_auth',
]);

/** The directory of members that Slack keeps. */
export function createDirectory({ tokens, apiUrl, callTimeoutMs }: DirectoryDeps): Directory {
  return {
    find: async ({ workspace, member }) => {
      try {
        const client = createClient(apiUrl, await tokens.tokenFor(workspace), callTimeoutMs);
        const [profile, { team }] = await Promise.all([readProfile(client, member), client.auth.test()]);
        const left = profile.stranger || profile.deactivated;
        return left ? undefined : { role: profile.role, workspaceName: team ?? 'Slack' };
      } catch (error) {
        const told =
          gone.has(errorCodeOf(error) ?? '') || (error instanceof CoachError && error.code === 'not-installed');
        if (told) return undefined;
        throw error;
      }
    },
  };
}
