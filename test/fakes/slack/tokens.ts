import { defined, type Json, str } from './json.ts';
import { get, next, SlackApiError, type TokenRecord, type WorkspaceRecord, type World } from './world.ts';

const lifeSeconds = 43_200;
const codeLife = 600_000;
const botScopes = 'app_mentions:read,chat:write,commands,im:history,im:write,users:read';

function keep(world: World, token: TokenRecord): string {
  world.tokens.set(token.value, token);
  return token.value;
}

/** What an app gets by an installation or a refresh. */
export type Grant = { readonly token: string; readonly refreshToken?: string; readonly expiresIn?: number };

/** Gives a bot token for a workspace; with rotation it lasts 12 hours and comes with a refresh token for one use. */
export function grant(world: World, workspace: WorkspaceRecord): Grant {
  const number = next(world, 'token');
  const base = { workspace: workspace.id, state: 'live' } as const;
  if (!workspace.rotation)
    return { token: keep(world, { ...base, use: 'bot', value: `xoxb-${workspace.id}-${number}` }) };
  const expiresAt = world.now() + lifeSeconds * 1000;
  return {
    token: keep(world, { ...base, use: 'bot', value: `xoxe.xoxb-${workspace.id}-${number}`, expiresAt }),
    refreshToken: keep(world, { ...base, use: 'refresh', value: `xoxe-${workspace.id}-${number}` }),
    expiresIn: lifeSeconds,
  };
}

/** Gives the code that an approved installation redirects with. */
export function grantCode(world: World, workspace: WorkspaceRecord): string {
  const value = `code-${workspace.id}-${next(world, 'code')}`;
  const expiresAt = world.now() + codeLife;
  return keep(world, { value, workspace: workspace.id, use: 'code', state: 'live', expiresAt });
}

/** The workspace that a bot token opens; throws what Slack answers when it opens none. */
export function authorize(world: World, value: string): WorkspaceRecord {
  if (value === '') throw new SlackApiError('not_authed');
  const token = world.tokens.get(value);
  if (token?.use !== 'bot') throw new SlackApiError('invalid_auth');
  if (token.state === 'revoked') throw new SlackApiError('token_revoked');
  if (token.expiresAt !== undefined && world.now() >= token.expiresAt) throw new SlackApiError('token_expired');
  return get(world.workspaces, token.workspace);
}

/** Ends a token. */
export function revoke(world: World, value: string): void {
  get(world.tokens, value).state = 'revoked';
}

function takeOnce(world: World, value: string, use: 'code' | 'refresh', error: string): WorkspaceRecord {
  const token = world.tokens.get(value);
  if (token?.use !== use || token.state !== 'live') throw new SlackApiError(error);
  if (token.expiresAt !== undefined && world.now() >= token.expiresAt) throw new SlackApiError('code_expired');
  token.state = 'used';
  return get(world.workspaces, token.workspace);
}

/** Answers oauth.v2.access: exchanges a code or a refresh token, each once. */
export function access(world: World, params: Json): Json {
  const { clientId, clientSecret, appId } = world.app;
  if (str(params.client_id) !== clientId) throw new SlackApiError('invalid_client_id');
  if (str(params.client_secret) !== clientSecret) throw new SlackApiError('bad_client_secret');
  const refreshing = params.grant_type === 'refresh_token';
  const workspace = refreshing
    ? takeOnce(world, str(params.refresh_token), 'refresh', 'invalid_refresh_token')
    : takeOnce(world, str(params.code), 'code', 'invalid_code');
  const { token, refreshToken, expiresIn } = grant(world, workspace);
  return defined({
    app_id: appId,
    authed_user: refreshing ? undefined : { id: `U${workspace.id}INSTALLER` },
    scope: botScopes,
    token_type: 'bot',
    access_token: token,
    bot_user_id: workspace.botUserId,
    refresh_token: refreshToken,
    expires_in: expiresIn,
    team: workspace.orgInstall ? null : { id: workspace.id, name: workspace.name },
    enterprise: workspace.enterprise ?? null,
    is_enterprise_install: workspace.orgInstall,
  });
}
