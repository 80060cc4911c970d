import { Hono } from 'hono';
import { createInstall, type Install, type InstallationVault } from '../../../src/chat/slack/install.ts';
import { listen } from '../../../src/ops/http-server.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import type { Workspace } from '../../fakes/slack/workspace.ts';
import { createMemoryVault, type MemoryVault } from './memory-vault.ts';

/** A page that a browser got. */
export type Visit = {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Where it was sent on to, or nothing. */
  readonly location: string;
};

/** Somebody's browser, which keeps cookies as a real one would for one secure site. */
export type Browser = {
  readonly cookies: Map<string, string>;
  visit(address: string, headers?: Readonly<Record<string, string>>): Promise<Visit>;
};

/** The coach's pages for installing it, between a browser and a fake Slack. */
export type InstallSite = {
  readonly fake: FakeSlack;
  readonly install: Install;
  readonly vault: MemoryVault;
  readonly errors: unknown[];
  openBrowser(): Browser;
  /** Installs in a workspace from the first page to the last, and gives the last. */
  installIn(workspace: Workspace, browser?: Browser): Promise<Visit>;
  close(): Promise<void>;
};

/** Where the coach believes itself to be; browsers of the test find it at a port of this machine. */
export const publicUrl = 'https://coach.example';

export async function openInstallSite(change: Partial<InstallationVault> = {}): Promise<InstallSite> {
  const fake = await createFakeSlack();
  const vault = Object.assign(createMemoryVault(fake.now), change);
  const errors: unknown[] = [];
  const { clientId, clientSecret } = fake.app;
  const install = createInstall({
    clientId,
    clientSecret,
    apiUrl: fake.apiUrl,
    publicUrl,
    vault,
    clock: fake.now,
    onError: (error) => errors.push(error),
  });
  const server = await listen(new Hono().route('/', install.routes), { host: '127.0.0.1', port: 0 });
  const openBrowser = () => createBrowser(server.url);
  return {
    fake,
    install,
    vault,
    errors,
    openBrowser,
    installIn: async (workspace, browser = openBrowser()) => {
      const { location } = await browser.visit('/slack/install');
      return browser.visit(fake.approveInstall(location, workspace));
    },
    close: async () => {
      await server.close();
      await fake.close();
    },
  };
}

/** A browser that finds the coach at an address of this machine, and believes it to be at its public one. */
export function createBrowser(origin: string): Browser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    visit: async (address, headers = {}) => {
      const { pathname, search } = new URL(address, publicUrl);
      const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
      const response = await fetch(`${origin}${pathname}${search}`, {
        redirect: 'manual',
        headers: { ...(cookie && { cookie }), ...headers },
      });
      for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
      const location = response.headers.get('location') ?? '';
      return { status: response.status, text: await response.text(), headers: response.headers, location };
    },
  };
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/Expires=Thu, 01 Jan 1970/.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}
