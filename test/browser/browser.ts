import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/** Whether there is a browser to test with. Absent, the tests are skipped with one line, or fail where one is required. */
export function hasBrowser(): boolean {
  if (executablePath) return true;
  if (process.env.REQUIRE_BROWSER === '1')
    throw new Error('REQUIRE_BROWSER is set, but there is no Chromium on this machine');
  console.log('The browser tests are skipped: there is no Chromium on this machine.');
  return false;
}

export function openBrowser(): Promise<Browser> {
  if (!executablePath) throw new Error('there is no browser');
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
