import { CoachError } from '../../domain/errors.ts';
import { createClient, errorCodeOf } from './client.ts';
import { notInstalled } from './installation.ts';
import { workspaceOf } from './parse.ts';
import type { Tokens } from './tokens.ts';

/** The one bot token of a workspace that installed the app for itself. */
export function createOneToken(botToken: string, apiUrl: string): Tokens {
  let home: { readonly teamId: string | undefined; readonly enterpriseId: string | undefined } | undefined;
  return {
    authorize: async ({ teamId, enterpriseId }) => {
      if (home && teamId !== home.teamId && (!home.enterpriseId || enterpriseId !== home.enterpriseId))
        throw notInstalled();
      return { botToken };
    },
    tokenFor: async () => botToken,
    remove: async () => {},
    check: async () => {
      try {
        const {
          team_id: teamId,
          enterprise_id: enterpriseId,
          is_enterprise_install: isEnterpriseInstall,
        } = await createClient(apiUrl, botToken).auth.test();
        home = { teamId, enterpriseId };
        return workspaceOf({ teamId, enterpriseId, isEnterpriseInstall });
      } catch (cause) {
        const code = errorCodeOf(cause);
        // Slack may just be out of reach; the first message that is sent will tell.
        if (code === undefined) return undefined;
        const advice = "copy it again from the app's page OAuth & Permissions";
        throw new CoachError('config-invalid', `Slack does not take SLACK_BOT_TOKEN (${code}): ${advice}.`, { cause });
      }
    },
  };
}
