import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { botScopes } from '../../src/chat/slack/manifest.ts';
import { pageNames } from '../../src/domain/interaction.ts';
import { createLog } from '../../src/ops/log.ts';
import { pageTitles } from '../../src/reply/views/web.ts';
import { createFakeSlack, type FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { Member } from '../fakes/slack/member.ts';
import type { Workspace } from '../fakes/slack/workspace.ts';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';
import { hasBrowser, openBrowser } from './browser.ts';

const pictures = fileURLToPath(new URL('./screenshots', import.meta.url));
const shipped = fileURLToPath(new URL('../../knowledge/aws-api-gateway.md', import.meta.url));
const answer =
  "I'd put API Gateway in front of Lambda with DynamoDB behind it, so it's serverless and highly available.\n" +
  'Rate limits and usage plans keep one noisy client from taking the backend down.';

/** Colours do not depend on the width, nor the width on colours: both of each are enough. */
const looks = [
  { width: 320, height: 640, colorScheme: 'dark' },
  { width: 1_280, height: 860, colorScheme: 'light' },
] as const;

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
  });
  return promise;
}

describe.runIf(hasBrowser())('the web site in a browser', () => {
  let browser: Browser;
  let scratch: Scratch;
  let slack: FakeSlack;
  let workspace: Workspace;
  let app: App;
  let publicUrl: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    [scratch, slack] = [await createScratch(), await createFakeSlack({ scopes: botScopes })];
    workspace = slack.addWorkspace({ name: 'Acme Study Group' });
    const port = await freePort();
    publicUrl = `http://localhost:${port}`;
    const install = { type: 'token', botToken: slack.install(workspace).token } as const;
    const transport = { type: 'socket', appToken: slack.app.appToken } as const;
    const config = { ...scratch.config, knowledgeDir: shipped, localPage: false, port, publicUrl };
    app = await startApp({
      config: { ...config, slack: { apiUrl: slack.apiUrl, install, transport } },
      log: createLog('silent'),
    });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await slack.close();
    await scratch.remove();
  });

  /** The link that `/coach web` shows. */
  async function linkFor(member: Member): Promise<string> {
    await member.slash('/coach web');
    await member.waitFor('Open my pages');
    const links = JSON.stringify(slack.world.shown).match(/http:\/\/localhost:\d+\/web\/enter\/[\w-]{43}/g) ?? [];
    return links.at(-1) ?? '';
  }

  /** A window in which any refused request is a complaint; axe is let in past the policy of the page. */
  async function openWindow(): Promise<Page> {
    const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    return page;
  }

  /** What axe, which is on the page, holds to be serious or critical there as it is shown. */
  async function faultsOn(page: Page): Promise<readonly string[]> {
    const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as axe.AxeResults;
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  /** Looks at the page as it is on a phone and on a desk, by day and by night. */
  async function inspect(page: Page, name: string): Promise<void> {
    await page.evaluate(axe.source);
    for (const { width, height, colorScheme } of looks) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      const where = `${name}-${width}-${colorScheme}`;
      // The colours of before may still be drawn for a moment.
      await expect.poll(async () => [where, await faultsOn(page)], { timeout: 10_000 }).toEqual([where, []]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect([where, Number(overflow) <= 0]).toEqual([where, true]);
      await page.screenshot({ path: `${pictures}/${where}.png`, fullPage: true });
    }
  }

  it('leads from the chat to a graded answer and an objection, and every page is fit for all', async () => {
    const ada = workspace.member('Ada Lovelace', { admin: true });
    const page = await openWindow();
    await page.goto(await linkFor(ada));
    await inspect(page, 'door');
    await page.getByRole('button', { name: 'Open my pages' }).click();
    await page.waitForURL(`${publicUrl}/web`);
    await page.getByRole('button', { name: 'Practise' }).click();
    await inspect(page, 'question');
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await page.getByRole('textbox').fill(answer);
    await inspect(page, 'form');
    await page.getByRole('button', { name: 'Submit answer' }).click();
    await page.getByText('Graded by').waitFor();
    await inspect(page, 'result');
    await page.reload();
    await page.getByRole('button', { name: 'This grade is wrong' }).click();
    await page.getByRole('textbox').fill('I named the limits and the plans.');
    await page.getByRole('radio').first().check();
    await inspect(page, 'objection');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.goto(`${publicUrl}/web`);
    expect(await page.locator('main').innerText()).toMatch(/Answers\s+1/);
    await inspect(page, 'overview');
    for (const name of pageNames.filter((one) => pageTitles[one].listed)) {
      await page.getByRole('navigation').getByRole('link', { name: pageTitles[name].title, exact: true }).click();
      await inspect(page, name);
    }
    await page.goto(`${publicUrl}/web`);
    await page.getByRole('button', { name: 'Settings' }).click();
    await inspect(page, 'settings');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    await page.goto(`${publicUrl}/web`);
    await inspect(page, 'turned-away');
    await page.context().close();
  });

  it('can be gone through by keyboard alone, and the focus is seen', async () => {
    const page = await openWindow();
    await page.goto(await linkFor(workspace.member('Bo')));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${publicUrl}/web`);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.screenshot({ path: `${pictures}/focus.png` });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const focused = await page.evaluate('document.activeElement.textContent');
    expect(focused).toBe('Practise');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Answer', exact: true }).waitFor();
    await page.context().close();
  });

  it('is printed without navigation and buttons, black on white, also at night', async () => {
    const page = await openWindow();
    await page.goto(await linkFor(workspace.member('Cleo')));
    await page.getByRole('button', { name: 'Open my pages' }).click();
    await page.waitForURL(`${publicUrl}/web`);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('nav, button, .skip').filter({ visible: true }).count()).toBe(0);
    const [ink, paper] = await page.evaluate<[string, string]>(
      '[getComputedStyle(document.querySelector("h1")).color, getComputedStyle(document.body).backgroundColor]',
    );
    expect([ink, paper]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    await page.screenshot({ path: `${pictures}/print.png`, fullPage: true });
    await page.context().close();
  });

  it('heard no complaint from the browser but that somebody was turned away', () => {
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
    expect(slack.violations).toEqual([]);
  });
});
