import type { Triggers } from './capabilities.ts';
import { chatMethods } from './chat-methods.ts';
import { directoryMethods } from './directory-methods.ts';
import { fileMethods } from './file-methods.ts';
import { type Json, parseJson, str } from './json.ts';
import type { Method } from './method.ts';
import { lackingScope } from './scopes.ts';
import { access, authorize } from './tokens.ts';
import { viewMethods } from './view-methods.ts';
import { SlackApiError, violation, type World } from './world.ts';

const methods: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...viewMethods,
  ...directoryMethods,
  ...fileMethods,
};

/** The arguments that a form carries as JSON text. */
const encoded = ['blocks', 'view', 'metadata', 'attachments', 'files'];

/** What the Web API needs beside the world. */
export type ApiDeps = {
  readonly world: World;
  readonly triggers: Triggers;
  /** Gives the address of a new socket. */
  readonly openSocket: () => string;
};

/** A call as it came in. */
export type ApiRequest = { readonly method: string; readonly params: Json; readonly token: string };

function decoded(world: World, method: string, params: Json): Json {
  const parsed = encoded
    .filter((key) => typeof params[key] === 'string')
    .map((key) => {
      const value = parseJson(str(params[key]));
      if (value === undefined) throw violation(world, method, `invalid_${key}_format`, [`${key} is no JSON`]);
      return [key, value] as const;
    });
  return { ...params, ...Object.fromEntries(parsed) };
}

function connect({ world, openSocket }: ApiDeps, token: string): Json {
  if (token === '') throw new SlackApiError('not_authed');
  if (!token.startsWith('xapp-')) throw new SlackApiError('not_allowed_token_type');
  if (token !== world.app.appToken) throw new SlackApiError('invalid_auth');
  return { url: openSocket() };
}

function perform(deps: ApiDeps, { method, params, token }: ApiRequest): Json {
  const { world } = deps;
  if (method === 'api.test') return {};
  if (method === 'apps.connections.open') return connect(deps, token);
  if (method === 'oauth.v2.access') return access(world, params);
  const run = methods[method];
  if (!run) throw violation(world, method, 'unknown_method', [`this fake has no ${method}`]);
  const workspace = authorize(world, token);
  const kind = world.channels.get(str(params.channel))?.type;
  const lacking = world.app.scopes && lackingScope(world.app.scopes, { method, kind });
  if (lacking) throw violation(world, method, 'missing_scope', [`the token lacks ${lacking}`]);
  return run({ ...deps, method, params: decoded(world, method, params), workspace, token });
}

/** Answers a call of the Web API as Slack does: `ok`, or the error's code with what is wrong. */
export function callMethod(deps: ApiDeps, request: ApiRequest): Json {
  const { token: _token, ...params } = request.params;
  const record = { method: request.method, params } as { method: string; params: Json; error?: string };
  deps.world.calls.push(record);
  try {
    return { ok: true, ...perform(deps, request) };
  } catch (error) {
    if (!(error instanceof SlackApiError)) throw error;
    record.error = error.code;
    const messages = error.messages.map((text) => `[ERROR] ${text}`);
    return {
      ok: false,
      error: error.code,
      ...(messages.length > 0 ? { errors: error.messages, response_metadata: { messages } } : {}),
    };
  }
}
