import { html } from 'hono/html';
import type { Html } from '../../html/html.ts';
import { renderForm } from '../../html/render-form.ts';
import { type RenderContext, renderMessage } from '../../html/render-html.ts';
import { parseMessage } from '../../reply/parse-reply.ts';
import type { Form, Message } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import { pagesOf } from './member-of.ts';
import type { LocalMember } from './parse.ts';
import type { Entry } from './transcript.ts';

export type PageParts = {
  readonly member: LocalMember;
  readonly channel: readonly Entry[];
  readonly thread: readonly Entry[];
  readonly home: Message;
  /** The form that is open, for a window without script. */
  readonly form?: Form;
  /** Number of the last event that the parts take in. */
  readonly eventId: number;
};

/** The page that asks for a name. */
export function renderEntrance(problem?: string): Html {
  return renderShell(
    'Interview Coach',
    html`<main class="entrance">
      <h1>Interview Coach</h1>
      <p>Open questions, graded key point by key point, with the words that prove it. Everything stays on this machine.</p>
      <form method="post" action="/enter">
        <label>Your name <input name="name" autocomplete="nickname" maxlength="40" required autofocus></label>
        <button class="primary">Start practising</button>
      </form>
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
      <p class="note">A second window under another name is a second person: you will see each other on the leaderboard.</p>
    </main>`,
  );
}

/** The chat of one member: the channel with the daily question, the private thread, and the overview. */
export function renderPage(parts: PageParts, context: RenderContext): Html {
  const { member, channel, thread, home, form } = parts;
  return renderShell(
    `${member.name} · Interview Coach`,
    html`<header>
      <strong>Interview Coach</strong>
      <nav aria-label="Parts of the page"><a href="#channel">Channel</a> <a href="#thread">Practice</a> <a href="#home">Leaderboard</a></nav>
      <span>${member.name} · <a href="${pagesOf(member)}">my pages</a> · <a href="/">change</a></span>
    </header>
    <main data-events="${context.actUrl.replace(/\/act$/, '/events')}?since=${parts.eventId}">
      <section id="channel" aria-labelledby="channel-title">
        <h2 id="channel-title"># daily</h2>
        <div class="entries" data-place="channel">${renderEntries(channel, context)}</div>
      </section>
      <section id="thread" aria-labelledby="thread-title">
        <h2 id="thread-title">Practice, only you see this</h2>
        <div class="entries" data-place="thread" role="log" aria-label="Conversation with the coach">${renderEntries(thread, context)}</div>
        <div id="form">${form ? renderForm(form, context) : ''}</div>
        <p class="problem" id="failure" role="alert" hidden></p>
        ${renderComposer(context)}
      </section>
      <aside id="home" aria-label="Leaderboard and progress" data-place="home">${renderMessage(home, context)}</aside>
    </main>
    <script src="/page.js" type="module"></script>`,
  );
}

const welcome = noticeView('Nothing here yet. Get a first question, or type /coach help to see what you can do.');

/** Entries of a place, each under its key. */
export function renderEntries(entries: readonly Entry[], context: RenderContext): Html {
  if (entries.length === 0) return html`<article class="coach" data-empty>${renderMessage(welcome, context)}</article>`;
  return html`${entries.map((entry) => renderEntry(entry, context))}`;
}

export function renderEntry(entry: Entry, context: RenderContext): Html {
  return html`<article class="${entry.author}" data-key="${entry.key}">${renderContent(entry, context)}</article>`;
}

function renderContent({ author, content }: Entry, context: RenderContext): Html {
  if (author === 'member') return html`<p class="said">${content}</p>`;
  const message = parseMessage(content);
  return message
    ? renderMessage(message, context)
    : html`<p class="note">This message was written by another version.</p>`;
}

function renderComposer({ actUrl, newDelivery }: RenderContext): Html {
  return html`<form method="post" action="${actUrl}" class="composer" data-act>
    <input type="hidden" name="type" value="say"><input type="hidden" name="delivery" value="${newDelivery()}">
    <input name="text" aria-label="Message to the coach" placeholder="/coach practice" autocomplete="off" list="commands">
    <datalist id="commands">${commands.map((command) => html`<option value="/coach ${command}"></option>`)}</datalist>
    <button class="default">Send</button>
  </form>`;
}

const commands = [
  'practice',
  'hint',
  'show',
  'next',
  'mock',
  'leaderboard',
  'season',
  'privacy',
  'stats',
  'web',
  'setup',
  'help',
];

function renderShell(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark"><title>${title}</title>
  <link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/base.css"><link rel="stylesheet" href="/style.css">
</head>
<body>${body}</body>
</html>`;
}
