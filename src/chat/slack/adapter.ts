import { App, type Receiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Hono } from 'hono';
import { CoachError } from '../../domain/errors.ts';
import type { Rates } from '../../domain/rates.ts';
import type { ChatAdapter, Listener, Outcome, Post } from '../chat-adapter.ts';
import type { Directory } from '../directory.ts';
import type { FilesDeps } from '../files.ts';
import type { PaintDeps } from '../paint.ts';
import { createShownReplies, type ShownReplies } from '../shown-replies.ts';
import { clientOptions, createClient, errorCodeOf, quietLogger } from './client.ts';
import { createDirectory } from './directory.ts';
import { createFiles } from './files.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { rates } from './limits.ts';
import { registerListeners } from './listeners.ts';
import { createMembers } from './members.ts';
import { platform } from './parse.ts';
import { createPictures, type Pictures } from './pictures.ts';
import { createPoster } from './post.ts';
import { createProfiles } from './profiles.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import type { Tokens } from './tokens.ts';

export type SlackChatDeps = Omit<PaintDeps, 'onError'> &
  FilesDeps & {
    readonly transport:
      | { readonly type: 'socket'; readonly appToken: string }
      | { readonly type: 'http'; readonly signingSecret: string };
    /** Where the Web API is, with a slash at its end. */
    readonly apiUrl: string;
    readonly tokens: Tokens;
    /** How long a call of Slack may take, in milliseconds: ten seconds when not given. */
    readonly callTimeoutMs?: number;
    /** Now, in epoch milliseconds. */
    readonly clock: () => number;
    /** Waits so many milliseconds, or until the signal is aborted. */
    readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
    /** Told of faults; never of what people wrote, and never a token. */
    readonly onError: (error: unknown) => void;
  };

export type SlackChat = {
  readonly adapter: ChatAdapter;
  /** Who is in the workspaces. */
  readonly directory: Directory;
  /** How fast Slack takes messages. */
  readonly rates: Rates;
  /** Where Slack sends its requests; none over Socket Mode. */
  readonly routes: Hono | undefined;
  /** Whether Slack reaches the coach now, as far as the coach can tell. */
  isConnected(): boolean;
};

/** A response URL lasts half an hour. */
const responseLifeMs = 30 * 60_000;

/** Slack as a chat platform, through Bolt. */
export function createSlackChat(deps: SlackChatDeps): SlackChat {
  const { tokens, clock, apiUrl, callTimeoutMs } = deps;
  const { receiver, routes, isConnected } = createReceiver(deps);
  const pictures = createPictures(deps);
  const poster = createPoster(pictures, createFiles(deps));
  const replies = createShownReplies(clock, responseLifeMs);
  const withClient = async (post: Post, work: (client: WebClient) => Promise<Outcome>) => {
    try {
      return await work(createClient(apiUrl, await tokens.tokenFor(post.workspace), callTimeoutMs));
    } catch (error) {
      if (!(error instanceof CoachError) || error.code !== 'not-installed') throw error;
      return { type: 'workspace-closed', because: error.message } as const;
    }
  };
  const adapter: ChatAdapter = {
    platform,
    start: async (listener) => {
      const home = await tokens.check();
      if (home !== undefined) await listener.installed(home);
      await startBolt({ ...deps, pictures, replies }, receiver, listener);
    },
    post: (post) => withClient(post, (client) => poster.post(client, post)),
    edit: (ref, post) =>
      replies.edit(ref, post.message) ?? withClient(post, (client) => poster.edit(client, ref, post)),
    stop: async () => void (await receiver.stop()),
  };
  return { adapter, directory: createDirectory(deps), rates, routes, isConnected };
}

function createReceiver(
  deps: SlackChatDeps,
): Pick<SlackChat, 'routes' | 'isConnected'> & { readonly receiver: Receiver } {
  const { transport } = deps;
  if (transport.type === 'socket') {
    const { appToken } = transport;
    const receiver = createSocketReceiver({ ...deps, appToken });
    return { receiver, routes: undefined, isConnected: receiver.isConnected };
  }
  const receiver = createHttpReceiver({ ...deps, signingSecret: transport.signingSecret });
  return { receiver, routes: receiver.routes, isConnected: () => true };
}

/** Whether the token of a workspace works. Throws when Slack does not say. */
async function isInstalled({ tokens, apiUrl, callTimeoutMs }: SlackChatDeps, workspace: string): Promise<boolean> {
  try {
    await createClient(apiUrl, await tokens.tokenFor(workspace), callTimeoutMs).auth.test();
    return true;
  } catch (error) {
    const told = errorCodeOf(error) !== undefined || (error instanceof CoachError && error.code === 'not-installed');
    if (told) return false;
    throw error;
  }
}

type BoltDeps = SlackChatDeps & { readonly pictures: Pictures; readonly replies: ShownReplies };

async function startBolt(deps: BoltDeps, receiver: Receiver, listener: Listener): Promise<void> {
  const { tokens, pictures, replies, clock, apiUrl, callTimeoutMs, onError } = deps;
  const app = new App({
    receiver,
    authorize: tokens.authorize,
    clientOptions: clientOptions(apiUrl, callTimeoutMs),
    logger: quietLogger,
    convoStore: false,
  });
  // A fault must reach the receiver, which then does not acknowledge.
  app.error(async (error) => {
    throw error;
  });
  const uninstalled = async (workspace: string) => {
    // Slack may tell it late, when the app is back already: the token knows.
    if (await isInstalled(deps, workspace)) return;
    await tokens.remove(workspace);
    await listener.uninstalled(workspace);
  };
  const members = createMembers(createProfiles(clock));
  registerListeners(app, { listener: { ...listener, uninstalled }, members, pictures, replies, clock, onError });
  await app.start();
}
