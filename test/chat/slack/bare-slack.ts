import type { ChatAdapter } from '../../../src/chat/chat-adapter.ts';
import type { FilesDeps } from '../../../src/chat/files.ts';
import type { PaintDeps } from '../../../src/chat/paint.ts';
import { createSlackChat, type SlackChatDeps } from '../../../src/chat/slack/adapter.ts';
import { botScopes } from '../../../src/chat/slack/manifest.ts';
import { createOneToken } from '../../../src/chat/slack/one-token.ts';
import type { Interaction } from '../../../src/domain/interaction.ts';
import type { Message, Reply } from '../../../src/reply/reply.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import type { Workspace } from '../../fakes/slack/workspace.ts';
import { whenDone } from '../../fixtures/endings.ts';
import type { Mode } from './slack-site.ts';

/** Slack without a coach: a test says what is replied. By HTTP nothing comes in. */
export type BareSlack = {
  readonly slack: FakeSlack;
  readonly workspace: Workspace;
  readonly chat: ChatAdapter;
  readonly errors: unknown[];
  /** What could not be shown at once. */
  readonly later: Message[];
};

export type BareOptions = Omit<PaintDeps, 'onError'> &
  FilesDeps & {
    readonly mode?: Mode;
    readonly scopes?: readonly string[];
    /** What the Home tab shows: nothing when not given. */
    readonly home?: Message;
    readonly handle?: (interaction: Interaction) => Reply | Promise<Reply>;
  };

function transportOf(mode: Mode, { app }: FakeSlack): SlackChatDeps['transport'] {
  return mode === 'socket'
    ? { type: 'socket', appToken: app.appToken }
    : { type: 'http', signingSecret: '0123456789abcdef0123456789abcdef' };
}

/** Opens a Slack on whose clock the coach goes; waiting moves it on at once. */
export async function openBareSlack(options: BareOptions): Promise<BareSlack> {
  const { mode = 'socket', scopes = botScopes, home, handle, ...painting } = options;
  const slack = await createFakeSlack({ scopes });
  const workspace = slack.addWorkspace({ name: 'Acme' });
  const { token } = slack.install(workspace);
  const errors: unknown[] = [];
  const later: Message[] = [];
  const { adapter } = createSlackChat({
    transport: transportOf(mode, slack),
    apiUrl: slack.apiUrl,
    tokens: createOneToken(token, slack.apiUrl),
    callTimeoutMs: 500,
    clock: slack.now,
    sleep: async (ms) => slack.advance(ms),
    onError: (error) => void errors.push(error),
    ...painting,
  });
  await adapter.start({
    handle: async (interaction) => {
      const reply = interaction.action.type === 'home' ? home : handle?.(interaction);
      return reply ?? { type: 'message', blocks: [] };
    },
    sendLater: async (_interaction, message) => void later.push(message),
    installed: async () => {},
    topics: async () => [],
    uninstalled: async () => {},
  });
  whenDone(async () => {
    await adapter.stop();
    await slack.close();
  });
  return { slack, workspace, chat: adapter, errors, later };
}
