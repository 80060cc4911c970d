import { type App, startApp } from '../../../src/app.ts';
import { botScopes } from '../../../src/chat/slack/manifest.ts';
import type { Config } from '../../../src/ops/config.ts';
import type { LlmConfig } from '../../../src/ops/llm-config.ts';
import type { Log } from '../../../src/ops/log.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import type { Workspace } from '../../fakes/slack/workspace.ts';
import { createScratch, type Scratch } from '../../fixtures/scratch.ts';
import { publicUrl } from './install-site.ts';

export type Mode = 'socket' | 'http';
export const modes: readonly Mode[] = ['socket', 'http'];

const signingSecret = '0123456789abcdef0123456789abcdef';

/** The whole product on Slack: the real process's parts, connected to a Slack of its own. */
export type SlackSite = {
  readonly slack: FakeSlack;
  readonly workspace: Workspace;
  readonly scratch: Scratch;
  /** What the process has logged as an error or a warning. */
  readonly logged: readonly unknown[];
  url(): string;
  /** Stops the process's part, so that a test can look into the database. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

export async function openSlackSite(
  mode: Mode,
  { install = 'token', llm }: { readonly install?: 'token' | 'oauth'; readonly llm?: LlmConfig } = {},
): Promise<SlackSite> {
  const slack = await createFakeSlack({ scopes: botScopes });
  const workspace = slack.addWorkspace({ name: 'Acme' });
  const { appToken, clientId, clientSecret } = slack.app;
  const scratch = await createScratch();
  const config: Config = {
    ...scratch.config,
    localPage: false,
    llm,
    publicUrl,
    secretKey: 'a key of 32 characters and a few more',
    slack: {
      apiUrl: slack.apiUrl,
      install:
        install === 'token'
          ? { type: 'token', botToken: slack.install(workspace).token }
          : { type: 'oauth', clientId, clientSecret },
      transport: mode === 'socket' ? { type: 'socket', appToken } : { type: 'http', signingSecret },
    },
  };
  const logged: unknown[] = [];
  const keep = (...entry: unknown[]) => void logged.push(entry);
  const log: Log = { debug: () => {}, info: () => {}, warn: keep, error: keep };
  let app: App | undefined;
  const start = async () => {
    app = await startApp({ config, log });
    if (mode === 'http') slack.connectHttp({ url: `${app.url}/slack/events`, signingSecret });
  };
  const stop = async () => {
    await app?.stop();
    app = undefined;
  };
  await start();
  return {
    slack,
    workspace,
    scratch,
    logged,
    url: () => app?.url ?? '',
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    close: async () => {
      await stop();
      await slack.close();
      await scratch.remove();
    },
  };
}
