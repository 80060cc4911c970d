import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { createLog } from '../../src/ops/log.ts';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';
import { hasBrowser, openBrowser } from './browser.ts';

/** A busy machine takes its time. */
const patient = { timeout: 10_000 };

const pictures = 'test-artifacts';
const shipped = new URL('../../knowledge/aws-api-gateway.md', import.meta.url).pathname;
const desktop: BrowserContextOptions = {
  viewport: { width: 1280, height: 860 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
};
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  colorScheme: 'dark',
  reducedMotion: 'reduce',
};

describe.runIf(hasBrowser())('the local page in a browser', () => {
  let browser: Browser;
  let scratch: Scratch;
  let app: App;
  const complaints: string[] = [];

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    scratch = await createScratch();
    app = await startApp({ config: { ...scratch.config, knowledgeDir: shipped }, log: createLog('silent') });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await scratch.remove();
  });

  /** Opens a window in which any script error or refused request is a complaint. */
  async function openPage(path: string, options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(app.url + path);
    return page;
  }

  /** Goes on to the question on throttling and caching at scale, whichever comes first. */
  async function practiseUntil(page: Page, words: string): Promise<void> {
    await page.locator('#thread').getByRole('button', { name: 'Practise' }).click();
    for (let asked = 1; asked <= 10; asked += 1) {
      const latest = page.locator('#thread article').last();
      await expect.poll(() => page.locator('#thread article').count()).toBe(asked);
      if ((await latest.innerText()).includes(words)) return;
      await latest.getByRole('button', { name: 'Next question' }).click();
    }
    throw new Error(`no question with "${words}"`);
  }

  it('takes a newcomer from a name to a graded answer with quoted evidence, by keyboard alone', async () => {
    const page = await openPage('/', desktop);
    // The field has the focus from the first paint on, which may come after the page has loaded.
    await page.locator('input[name=name]:focus').waitFor();
    await page.keyboard.type('Ana');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/as/Ana');
    await page.keyboard.press('/');
    await page.keyboard.type('/coach practice api-gateway');
    await page.keyboard.press('Enter');
    const question = page.locator('#thread article.coach').last();
    await question.getByRole('button', { name: 'Answer', exact: true }).focus();
    await page.keyboard.press('Enter');
    const area = page.getByRole('textbox', { name: /Answer in your own words/ });
    await area.waitFor();
    await area.and(page.locator(':focus')).waitFor();
    await page.keyboard.type(
      'Use throttling, rate limiting and usage plans so that clients cannot overload the backend.',
    );
    await page.keyboard.press('Control+Enter');
    const result = page.locator('#thread article.coach', { hasText: 'Graded by' });
    await result.waitFor();
    expect(await result.innerText()).toMatch(/\d+ of 100 · \d of \d key points covered/);
    expect(await page.locator('#home').innerText()).toMatch(/1\s+Ana/);
    await page.context().close();
  });

  it('shows two people in two windows each other on the leaderboard, live', async () => {
    const [cleo, dan] = [await openPage('/as/Cleo', desktop), await openPage('/as/Dan', desktop)];
    await practiseUntil(cleo, 'highly scalable and resilient');
    await cleo.locator('#thread article').last().getByRole('button', { name: 'Answer', exact: true }).click();
    await cleo
      .getByRole('textbox', { name: /Answer in your own words/ })
      .fill(
        "I'd put API Gateway in front of Lambda with DynamoDB behind it, so it's serverless and highly available.\n" +
          'Rate limits and usage plans keep one noisy client from taking the backend down.\n' +
          'Circuit breakers, and retries with exponential backoff, absorb transient failures.',
      );
    await cleo.getByRole('button', { name: 'Submit answer' }).click();
    const result = cleo.locator('#thread article.coach', { hasText: 'Graded by' });
    await result.waitFor();
    expect(await result.locator('li.covered blockquote').count()).toBeGreaterThan(1);
    await expect.poll(() => dan.locator('#home').innerText()).toMatch(/Cleo\s+\d\d/);
    await cleo.screenshot({ path: `${pictures}/page.png` });
    await cleo.reload();
    expect(await cleo.locator('#thread').innerText()).toContain('Circuit breakers, and retries');
    await cleo.context().close();
    await dan.context().close();
  });

  it('counts who has answered the daily question in every window, and answers in private', async () => {
    const [eve, fay] = [await openPage('/as/Eve', phone), await openPage('/as/Fay', phone)];
    await eve.locator('#channel').getByRole('button', { name: 'Answer' }).click();
    await eve.getByRole('textbox', { name: /Answer in your own words/ }).fill('Only Eve may read this.');
    await eve.getByRole('button', { name: 'Submit answer' }).click();
    await eve.locator('#thread article.coach', { hasText: 'Graded by' }).waitFor();
    await expect.poll(() => fay.locator('#channel').innerText()).toContain('1 person has answered');
    expect(await fay.locator('body').innerText()).not.toContain('Only Eve may read this.');
    await eve.screenshot({ path: `${pictures}/phone-dark.png`, fullPage: true });
    const overflow = await eve.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await eve.context().close();
    await fay.context().close();
  });

  it('shows the leaderboard as a picture in the colours of whoever looks, no wider than the window', async () => {
    for (const [options, theme] of [
      [phone, 'dark'],
      [desktop, 'light'],
    ] as const) {
      const page = await openPage(`/as/Pia-${theme}`, options);
      await practiseUntil(page, 'highly scalable and resilient');
      await page.locator('#thread article').last().getByRole('button', { name: 'Answer', exact: true }).click();
      await page
        .getByRole('textbox', { name: /Answer in your own words/ })
        .fill('Rate limits and usage plans keep one noisy client from taking the backend down.');
      await page.getByRole('button', { name: 'Submit answer' }).click();
      await page.locator('#thread article.coach', { hasText: 'Graded by' }).waitFor();
      await page.getByLabel('Message to the coach').fill('/coach leaderboard');
      await page.keyboard.press('Enter');
      const picture = page.locator('#thread picture img').last();
      await picture.scrollIntoViewIfNeeded();
      await expect
        .poll(() => page.evaluate("document.querySelector('#thread picture img').naturalWidth"), patient)
        .toBe(1_440);
      expect(await page.evaluate("document.querySelector('#thread picture img').currentSrc")).toMatch(
        new RegExp(`-${theme}\\.png$`),
      );
      expect(await picture.getAttribute('alt')).toContain(`Pia-${theme} (you)`);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `${pictures}/leaderboard-${theme}.png` });
      await page.context().close();
    }
  });

  it('shows progress as a picture whose numbers can be opened, no wider than the window', async () => {
    for (const [options, theme] of [
      [phone, 'dark'],
      [desktop, 'light'],
    ] as const) {
      const page = await openPage(`/as/Pro-${theme}`, options);
      await practiseUntil(page, 'highly scalable and resilient');
      await page.getByLabel('Message to the coach').fill('/coach answer Rate limits keep a noisy client away.');
      await page.keyboard.press('Enter');
      await page.locator('#thread article.coach', { hasText: 'Graded by' }).waitFor();
      // The result is shown a moment before its line counts as sent, and until then no other can be.
      await expect.poll(() => page.locator('button:disabled').count(), patient).toBe(0);
      await page.getByLabel('Message to the coach').fill('/coach stats');
      await page.keyboard.press('Enter');
      const picture = page.locator('#thread picture img').last();
      await picture.scrollIntoViewIfNeeded();
      await expect
        .poll(() => page.evaluate("document.querySelector('#thread picture img').naturalWidth"), patient)
        .toBe(1_080);
      expect(await picture.getAttribute('alt')).toContain('1 answer on 1 day');
      await page.getByText('The picture in numbers').click();
      const days = page.getByRole('table', { name: 'Answers by day' });
      await days.waitFor();
      expect(await days.getByRole('rowheader').count()).toBe(12);
      await days.scrollIntoViewIfNeeded();
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `${pictures}/progress-${theme}.png` });
      await page.context().close();
    }
  });

  it('keeps the text of an answer that was not taken, and says why', async () => {
    const page = await openPage('/as/Gil', desktop);
    await page.locator('#thread').getByRole('button', { name: 'Practise' }).click();
    await page.locator('#thread').getByRole('button', { name: 'Answer', exact: true }).click();
    const area = page.getByRole('textbox', { name: /Answer in your own words/ });
    await area.fill('word '.repeat(1_000));
    await page.getByRole('button', { name: 'Submit answer' }).click();
    await page.getByRole('alert').filter({ hasText: 'the limit is 4,000' }).waitFor();
    expect(await area.inputValue()).toHaveLength(5_000);
    await page.keyboard.press('Escape');
    expect(await area.count()).toBe(0);
    await page.context().close();
  });

  it('counts down to the end of an interview, in what is new and in what was there', async () => {
    const page = await openPage('/as/Joy', desktop);
    await page.getByLabel('Message to the coach').fill('/coach mock 2 questions 20 minutes');
    await page.keyboard.press('Enter');
    await page.locator('#thread time').last().waitFor();
    const left = (index: number) =>
      page.evaluate(`getComputedStyle([...document.querySelectorAll('#thread time')].at(${index}), '::after').content`);
    await expect.poll(() => left(0), patient).toMatch(/\((9:\d\d|10:00) left\)/);
    await expect.poll(() => left(-1), patient).toMatch(/(19:\d\d|20:00) left/);
    const before = await left(-1);
    await expect.poll(() => left(-1), patient).not.toBe(before);
    expect(await page.locator('#home').innerText()).toContain('Your interview goes on until');
    await page.screenshot({ path: `${pictures}/interview.png` });
    await page.reload();
    await expect.poll(() => left(-1), patient).toMatch(/1[89]:\d\d left/);
    await page.context().close();
  });

  it('works without script', async () => {
    const page = await openPage('/as/Hal', { ...desktop, javaScriptEnabled: false });
    await page.locator('#thread').getByRole('button', { name: 'Practise' }).click();
    await page.locator('#thread').getByRole('button', { name: 'Answer', exact: true }).click();
    await page.getByRole('textbox', { name: /Answer in your own words/ }).fill('Hal answers without script.');
    await page.getByRole('button', { name: 'Submit answer' }).click();
    expect(await page.locator('#thread').innerText()).toContain('Graded by');
    await page.context().close();
  });

  it('says that the coach is away and keeps what was written, and goes on when it is back', async () => {
    const own = await createScratch();
    const first = await startApp({ config: own.config, log: createLog('silent') });
    const page = await (await browser.newContext(desktop)).newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${first.url}/as/Ivy`);
    await page.getByLabel('Message to the coach').fill('/coach practice');
    await first.stop();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor();
    expect(await page.getByLabel('Message to the coach').inputValue()).toBe('/coach practice');
    const second = await startApp({
      config: { ...own.config, port: Number(new URL(first.url).port) },
      log: createLog('silent'),
    });
    await page.keyboard.press('Enter');
    await page.locator('#thread').getByText('What does a cache buy you?').waitFor();
    await page.context().close();
    await second.stop();
    await own.remove();
  });

  it('heard no complaint from the browser', () => {
    expect(complaints).toEqual([]);
  });
});
