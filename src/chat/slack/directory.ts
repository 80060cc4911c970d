import type { WebClient } from '@slack/web-api';
import { CoachError } from '../../domain/errors.ts';
import type { Directory } from '../directory.ts';
import { createClient } from './client.ts';
import { isGone } from './outcome.ts';
import { readProfile } from './profiles.ts';
import type { Tokens } from './tokens.ts';

export type DirectoryDeps = {
  readonly tokens: Pick<Tokens, 'tokenFor'>;
  /** Where the Web API is, with a slash at its end. */
  readonly apiUrl: string;
  readonly callTimeoutMs?: number;
};

/** Somebody waits for a page, which can do without the name of the workspace. */
const nameTimeoutMs = 1_000;

/** The directory of members that Slack keeps. */
export function createDirectory({ tokens, apiUrl, callTimeoutMs }: DirectoryDeps): Directory {
  return {
    find: async ({ workspace, member }) => {
      try {
        const token = await tokens.tokenFor(workspace);
        const [profile, workspaceName] = await Promise.all([
          readProfile(createClient(apiUrl, token, callTimeoutMs), member),
          nameOf(createClient(apiUrl, token, Math.min(callTimeoutMs ?? nameTimeoutMs, nameTimeoutMs))),
        ]);
        const left = profile.stranger || profile.deactivated;
        return left ? undefined : { role: profile.role, workspaceName };
      } catch (error) {
        if (isGone(error) || (error instanceof CoachError && error.code === 'not-installed')) return undefined;
        throw error;
      }
    },
  };
}

/** What a workspace is called. Who somebody is holds without it, so Slack's own name stands for one that it does not tell. */
async function nameOf(client: WebClient): Promise<string> {
  try {
    return (await client.auth.test()).team ?? 'Slack';
  } catch (error) {
    if (isGone(error)) throw error;
    return 'Slack';
  }
}
