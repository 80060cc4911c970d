import { html } from 'hono/html';
import { type PageName, pageNames } from '../domain/interaction.ts';
import { roleFor } from '../domain/permissions.ts';
import type { Html } from '../html/html.ts';
import { pageUrl, type Spot } from '../html/page-url.ts';
import { pageTitles } from '../reply/views/web.ts';
import { chatName, type SeatedVisitor } from './visitor.ts';

/** A part of the site that is shown. */
export type Shown = {
  readonly title: string;
  /** The page that is open. */
  readonly page: Spot['page'];
  readonly content: Html;
};

/** The document around everything that the site shows; `base` is where its style lies. */
export function renderDocument(title: string, base: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark"><title>${title} · Interview Coach</title>
  <link rel="icon" href="${base}/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="${base}/base.css"><link rel="stylesheet" href="${base}/frame.css">
</head>
<body>${body}</body>
</html>`;
}

/** A part of the site for a visitor, with the way to all others. */
export function renderFrame(visitor: SeatedVisitor, { title, page, content }: Shown): Html {
  const { base, name, seat } = visitor;
  return renderDocument(
    title,
    base,
    html`<a class="skip" href="#content">Skip to the content</a>
    <header>
      <a class="brand" href="${base}">Interview Coach</a>
      <span class="who">${seat.workspaceName} · ${name}</span>
      ${renderExit(visitor)}
    </header>
    ${renderNavigation(visitor, page)}
    <main id="content" tabindex="-1">
      <h1>${title}</h1>
      ${visitor.unsure ? renderDoubt(visitor) : ''}
      ${content}
    </main>`,
  );
}

function renderExit({ exit }: SeatedVisitor): Html {
  return exit.type === 'link'
    ? html`<a href="${exit.url}">${exit.label}</a>`
    : html`<form method="post" action="${exit.url}"><button class="default">${exit.label}</button></form>`;
}

function renderDoubt(visitor: SeatedVisitor): Html {
  return html`<p class="doubt" role="status">${chatName(visitor)} does not answer just now, so pages for admins stay
    closed: try again in a minute.</p>`;
}

function renderNavigation({ base, seat }: SeatedVisitor, current: Shown['page']): Html {
  const listed = pageNames.filter((page) => pageTitles[page].listed);
  const [forAdmins, forAll] = [listed.filter(isForAdmins), listed.filter((page) => !isForAdmins(page))];
  const mark = (page: Shown['page']) => (page === current ? html` aria-current="page"` : '');
  const addressOf = (page: PageName) => pageUrl(base, { page, value: '' });
  const link = (page: PageName) =>
    html`<li><a href="${addressOf(page)}"${mark(page)}>${pageTitles[page].title}</a></li>`;
  return html`<nav aria-label="Pages">
      <ul><li><a href="${base}"${mark('home')}>Overview</a></li>${forAll.map(link)}</ul>
      ${seat.role === 'admin' ? html`<ul aria-label="For admins">${forAdmins.map(link)}</ul>` : ''}
    </nav>`;
}

function isForAdmins(page: PageName): boolean {
  return roleFor({ type: 'page', page, value: '' }) === 'admin';
}

/** A page that stands by itself: a sentence, and perhaps one thing to do. */
export function renderNotice(title: string, base: string, content: Html): Html {
  return renderDocument(title, base, html`<main class="entrance"><h1>${title}</h1>${content}</main>`);
}

/** What somebody gets whose request is not done, with the way to their pages at `base`. */
export function renderRefusal(problem: string, base: string): Html {
  const way = html`<p><a href="${base || '/'}">To the overview</a></p>`;
  return renderNotice('Not done', base, html`<p role="alert">${problem}</p>${way}`);
}
