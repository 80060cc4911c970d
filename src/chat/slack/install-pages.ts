import type { ServerResponse } from 'node:http';
import { html } from 'hono/html';

/** What somebody who installs the app is told. */
export type InstallPage = {
  readonly status: 200 | 400 | 403 | 502;
  readonly heading: string;
  readonly advice: string;
  readonly link: { readonly label: string; readonly url: string };
};

/** Why nothing was installed: the person refused, came with a state that does not hold, or a machine failed. */
export type InstallFailure = 'denied' | 'stale' | 'failed';

const failures: Readonly<Record<InstallFailure, Omit<InstallPage, 'link'>>> = {
  denied: {
    status: 403,
    heading: 'Nothing was installed',
    advice: 'Slack was not given the permission. If that was a mistake, begin again.',
  },
  stale: {
    status: 400,
    heading: 'Nothing was installed',
    advice:
      'This page was opened a second time, more than ten minutes late, in another browser, or without the permission of ' +
      'Slack. Begin again, and finish in the same browser.',
  },
  failed: {
    status: 502,
    heading: 'The installation did not succeed',
    advice: 'Begin again in a minute. If it keeps failing, whoever runs Interview Coach finds the reason in its log.',
  },
};

/** The page for somebody whose installation did not succeed; `startUrl` is where they begin again. */
export function failurePage(reason: InstallFailure, startUrl: string): InstallPage {
  return { ...failures[reason], link: { label: 'Begin again', url: startUrl } };
}

/** The page for somebody who has installed the app. In an organisation it remains to choose workspaces. */
export function successPage({ isEnterpriseInstall, enterpriseUrl, appId = '', team }: Installed): InstallPage {
  const heading = 'Interview Coach is installed.';
  if (isEnterpriseInstall && enterpriseUrl?.startsWith('https://')) {
    const url = `${enterpriseUrl}manage/organization/apps/profile/${encodeURIComponent(appId)}/workspaces/add`;
    const advice = 'Choose the workspaces that get it. Then go to Slack and type /coach.';
    return { status: 200, heading, advice, link: { label: 'Choose workspaces', url } };
  }
  const url = `https://slack.com/app_redirect?${new URLSearchParams({ app: appId, ...(team && { team: team.id }) })}`;
  return { status: 200, heading, advice: 'Go to Slack and type /coach.', link: { label: 'Open Slack', url } };
}

type Installed = {
  readonly isEnterpriseInstall?: boolean | undefined;
  readonly enterpriseUrl?: string | undefined;
  readonly appId?: string | undefined;
  readonly team: { readonly id: string } | undefined;
};

/** Nothing of the address is passed on: it may hold the code and state of an installation. */
const headers = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

/** Keeps what is sent out of caches and out of the addresses that other sites see. */
export function setInstallHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Sends a page; all that it shows is escaped. */
export async function sendInstallPage(response: ServerResponse, page: InstallPage): Promise<void> {
  if (response.headersSent) return;
  setInstallHeaders(response);
  response.writeHead(page.status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(String(await render(page)));
}

function render({ heading, advice, link }: InstallPage) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title></head>
<body><main><h1>${heading}</h1><p>${advice}</p><p><a href="${link.url}">${link.label}</a></p></main></body>
</html>`;
}
