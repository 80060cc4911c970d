import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import {
  type AuthorizeResult,
  type CallbackOptions,
  ErrorCode,
  InstallProvider,
  InvalidStateError,
} from '@slack/oauth';
import { Hono } from 'hono';
import { z } from 'zod';
import { type BotTokens, createBotTokens, type FreshToken } from './bot-tokens.ts';
import { clientOptions, createClient, errorCodeOf, quietLogger } from './client.ts';
import { failurePage, type InstallFailure, sendInstallPage, setInstallHeaders, successPage } from './install-pages.ts';
import {
  externalIdOf,
  type InstallationSource,
  type InstallationVault,
  notInstalled,
  parseInstallation,
} from './installation.ts';
import { botScopes, installPath, redirectPath } from './manifest.ts';

export type InstallDeps = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the Web API is, with a slash at its end. */
  readonly apiUrl: string;
  /** Where this process is reached from outside, without a slash at its end. */
  readonly publicUrl: string;
  readonly vault: InstallationVault;
  readonly clock: () => number;
  /** Told of faults; not of visitors who come with nothing. */
  readonly onError: (error: unknown) => void;
};

export { externalIdOf, type InstallationSource, type InstallationVault } from './installation.ts';

/** The app in many workspaces: how it gets there, and the token of each. */
export type Install = {
  /** Where an installation begins and ends; served by Node's own HTTP server. */
  readonly routes: Hono<{ Bindings: HttpBindings }>;
  /** What Bolt asks for each event. Throws a CoachError `not-installed` for a place that has no installation. */
  authorize(source: InstallationSource): Promise<AuthorizeResult>;
  /** The bot token of an installation, for what happens without an event. Throws like `authorize`. */
  tokenFor(externalId: string): Promise<string>;
  /** Forgets an installation: it was uninstalled, or its tokens were revoked. */
  remove(externalId: string): Promise<void>;
};

/** What Slack says to a refresh token whose installation is over. */
const ended: ReadonlySet<string> = new Set(['invalid_refresh_token', 'token_revoked', 'account_inactive']);

const stateLifeMs = 10 * 60_000;

/** Installation by OAuth, begun with a state of 256 random bits that holds once, for ten minutes, in one browser. */
export function createInstall(deps: InstallDeps): Install {
  const { clientId, clientSecret, vault, clock, onError } = deps;
  const client = createClient(deps.apiUrl);
  const exchange = async (refreshToken: string): Promise<FreshToken> => {
    const request = { client_id: clientId, client_secret: clientSecret, grant_type: 'refresh_token' } as const;
    try {
      return parseGrant(await client.oauth.v2.access({ ...request, refresh_token: refreshToken }), clock());
    } catch (error) {
      throw ended.has(errorCodeOf(error) ?? '') ? notInstalled() : error;
    }
  };
  const tokens = createBotTokens({ vault, exchange, clock, onError });
  return {
    routes: createRoutes(createProvider(deps, tokens), deps),
    authorize: async (source) => {
      const { bot, team, enterprise } = await tokens.find(externalIdOf(source));
      const [teamId, enterpriseId] = [team?.id ?? source.teamId, enterprise?.id ?? source.enterpriseId];
      return {
        botToken: bot.token,
        botId: bot.id,
        botUserId: bot.userId,
        ...(teamId !== undefined && { teamId }),
        ...(enterpriseId !== undefined && { enterpriseId }),
      };
    },
    tokenFor: async (externalId) => (await tokens.find(externalId)).bot.token,
    remove: tokens.remove,
  };
}

function createProvider(deps: InstallDeps, tokens: BotTokens): InstallProvider {
  const { clientId, clientSecret, apiUrl, publicUrl, vault, clock } = deps;
  return new InstallProvider({
    clientId,
    clientSecret,
    authorizationUrl: new URL('../oauth/v2/authorize', apiUrl).href,
    installUrlOptions: { scopes: [...botScopes], redirectUri: publicUrl + redirectPath },
    directInstall: true,
    stateCookieName: '__Host-coach-install',
    stateCookieExpirationSeconds: stateLifeMs / 1_000,
    stateStore: {
      generateStateParam: async (options) => {
        const state = randomBytes(32).toString('base64url');
        await vault.saveState(state, JSON.stringify(options), clock() + stateLifeMs);
        return state;
      },
      verifyStateParam: async (_now, state) => {
        const options = await vault.takeState(state);
        if (options === undefined) throw new InvalidStateError('The state is used, expired or unknown.');
        return urlOptions.parse(JSON.parse(options));
      },
    },
    installationStore: {
      storeInstallation: (installation) => tokens.save(parseInstallation(installation)),
      fetchInstallation: () => Promise.reject(new Error('installations are read from the vault')),
    },
    logger: quietLogger,
    clientOptions: clientOptions(apiUrl),
  });
}

function createRoutes(provider: InstallProvider, { publicUrl, onError }: InstallDeps): Install['routes'] {
  const startUrl = publicUrl + installPath;
  const fail = (error: unknown, response: ServerResponse) => {
    const reason = reasonOf(error);
    if (reason === 'failed') onError(error);
    return sendInstallPage(response, failurePage(reason, startUrl));
  };
  const callbacks: CallbackOptions = {
    successAsync: (installation, _options, _request, response) => sendInstallPage(response, successPage(installation)),
    failureAsync: (error, _options, _request, response) => fail(error, response),
  };
  return new Hono<{ Bindings: HttpBindings }>()
    .get(installPath, async ({ env: { incoming, outgoing } }) => {
      setInstallHeaders(outgoing);
      await provider.handleInstallPath(incoming, outgoing).catch((error) => fail(error, outgoing));
      return RESPONSE_ALREADY_SENT;
    })
    .get(redirectPath, async ({ env: { incoming, outgoing } }) => {
      await provider.handleCallback(incoming, outgoing, callbacks);
      return RESPONSE_ALREADY_SENT;
    });
}

function reasonOf(error: unknown): InstallFailure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case ErrorCode.AuthorizationError:
      return 'denied';
    case ErrorCode.MissingStateError:
    case ErrorCode.InvalidStateError:
    case ErrorCode.MissingCodeError:
      return 'stale';
    default:
      return 'failed';
  }
}

const urlOptions = z.object({ scopes: z.array(z.string()), redirectUri: z.string() });
const grant = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.number() });

function parseGrant(response: unknown, now: number): FreshToken {
  const { access_token: token, refresh_token: refreshToken, expires_in: seconds } = grant.parse(response);
  return { token, refreshToken, expiresAt: Math.floor(now / 1_000) + seconds };
}
