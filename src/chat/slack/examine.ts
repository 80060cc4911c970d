import { displayName, listText } from '../../domain/display.ts';
import { type Examination, type Finding, ok, problem, type TimeServer, warning } from '../../domain/finding.ts';
import { createClient, errorCodeOf } from './client.ts';
import { botScopes } from './manifest.ts';

export type SlackExamined = {
  /** Where the Web API is, with a slash at its end. */
  readonly apiUrl: string;
  readonly install:
    | { readonly type: 'token'; readonly botToken: string }
    | { readonly type: 'oauth'; readonly clientId: string; readonly clientSecret: string };
  readonly transport:
    | { readonly type: 'socket'; readonly appToken: string }
    | { readonly type: 'http'; readonly signingSecret: string };
};

/** What has to be right for the coach to be on Slack. Nothing is posted, installed or connected by looking. */
export function examineSlack({ install, transport, ...api }: SlackExamined, timeoutMs: number): readonly Examination[] {
  const at: Api = { ...api, timeoutMs };
  const app =
    install.type === 'token'
      ? { name: 'Slack bot token', look: () => lookAtBotToken(at, install.botToken) }
      : { name: 'Slack app credentials', look: () => lookAtCredentials(at, install) };
  if (transport.type === 'http') return [app];
  return [app, { name: 'Slack app token', look: () => lookAtAppToken(at, transport.appToken) }];
}

/** Who tells the time by the date of its answers: Slack, at an address that asks for no token. */
export function timeServer(apiUrl: string): TimeServer {
  return { name: 'Slack', address: `${apiUrl}api.test` };
}

type Api = { readonly apiUrl: string; readonly timeoutMs: number };

/** Without it charts are shown in words; without any of the others something does not work. */
const spareScope = 'files:write';

async function lookAtBotToken({ apiUrl, timeoutMs }: Api, token: string): Promise<Finding> {
  try {
    const { team, response_metadata } = await createClient(apiUrl, token, timeoutMs).auth.test();
    const where = `SLACK_BOT_TOKEN works in the workspace "${displayName(team ?? '')}"`;
    const granted = response_metadata?.scopes;
    if (!granted) return warning(`${where}, and Slack did not say what it may do.`);
    const missing = botScopes.filter((scope) => !granted.includes(scope));
    if (missing.length === 0) return ok(`${where}, with all ${botScopes.length} scopes.`);
    const says = `${where}, without ${listText(missing)}: add what is missing on the app's page OAuth & Permissions, and install the app again.`;
    return missing.every((scope) => scope === spareScope) ? warning(says) : problem(says);
  } catch (error) {
    return failed(error, apiUrl, 'SLACK_BOT_TOKEN', "copy it from the app's page OAuth & Permissions");
  }
}

async function lookAtAppToken({ apiUrl, timeoutMs }: Api, token: string): Promise<Finding> {
  try {
    await createClient(apiUrl, token, timeoutMs).apps.connections.open();
    return ok('SLACK_APP_TOKEN opens Socket Mode.');
  } catch (error) {
    const advice = "make an app-level token with connections:write on the app's page Basic Information";
    return failed(error, apiUrl, 'SLACK_APP_TOKEN', advice);
  }
}

/** Slack looks at the credentials before it looks at the code, which is none of its own. */
async function lookAtCredentials(
  { apiUrl, timeoutMs }: Api,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
): Promise<Finding> {
  const request = { client_id: clientId, client_secret: clientSecret, code: 'none' };
  try {
    await createClient(apiUrl, undefined, timeoutMs).oauth.v2.access(request);
    return warning('Slack takes a code that it has not given: what answers may not be Slack.');
  } catch (error) {
    if (errorCodeOf(error) === 'invalid_code') return ok('Slack knows SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.');
    const advice = "copy both from the app's page Basic Information";
    return failed(error, apiUrl, 'SLACK_CLIENT_ID and SLACK_CLIENT_SECRET', advice);
  }
}

/** What Slack says of a credential that is no good. */
const refusals: readonly string[] = [
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'not_allowed_token_type'],
  ...['missing_scope', 'no_permission', 'invalid_client_id', 'bad_client_secret'],
];

/** Of an error only its code is told: messages and bodies may repeat what was sent. */
function failed(error: unknown, apiUrl: string, variable: string, advice: string): Finding {
  const code = errorCodeOf(error) ?? '';
  if (refusals.includes(code)) return problem(`Slack does not take ${variable} (${code}): ${advice}.`);
  if (/^[a-z_]{1,60}$/.test(code))
    return problem(`Slack answers ${code}, so ${variable} is not proven: try again later.`);
  if (code !== '')
    return problem(`Slack answers what nobody can read, so ${variable} is not proven: check SLACK_API_URL.`);
  return problem(`Slack does not answer at ${apiUrl}: check the network, and SLACK_API_URL where it is set.`);
}
