import { html, raw } from 'hono/html';
import type { Chart } from '../reply/chart.ts';
import { momentOf } from '../reply/inline.ts';
import {
  type Action,
  type Block,
  type BoardRow,
  coverageMarks,
  type Inline,
  type KeyPointItem,
  type Message,
  type RichText,
  streakText,
} from '../reply/reply.ts';
import type { Html } from './html.ts';
import { pageUrl } from './page-url.ts';
import type { HungPicture } from './pictures.ts';
import { renderNumbers } from './render-numbers.ts';

export type RenderContext = {
  /** Where the page's forms go. */
  readonly actUrl: string;
  /** The id of the delivery that a form makes when no script gives it another. */
  readonly newDelivery: () => string;
  /** Gives a chart the address of its picture. */
  readonly hang: (chart: Chart) => HungPicture;
  /** Where the member's pages are, without a slash at its end. */
  readonly pagesUrl: string;
  /** Whether it is drawn for a page of the web site, which has a title of its own, no script, and no channel at hand. */
  readonly onPage?: boolean;
};

/** A message as HTML; everything in it is escaped. */
export function renderMessage(message: Message, context: RenderContext): Html {
  return html`${message.blocks.map((block) => renderBlock(block, context))}`;
}

function renderBlock(block: Block, context: RenderContext): Html {
  switch (block.type) {
    case 'heading':
      return context.onPage ? html`<h2>${block.text}</h2>` : html`<h3>${block.text}</h3>`;
    case 'paragraph':
      return html`<p>${renderRich(block.text, context)}</p>`;
    case 'quote':
      return html`<blockquote>${block.text}</blockquote>`;
    case 'list':
      return html`<ul class="list">${block.items.map((item) => html`<li>${renderRich(item, context)}</li>`)}</ul>`;
    case 'score':
      return renderScore(block.value, block.label);
    case 'key-points':
      return html`<ul class="key-points">${block.items.map((item) => renderKeyPoint(item, context))}</ul>`;
    case 'board':
      return renderBoard(block.rows);
    case 'facts':
      return html`<dl>${block.items.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
    case 'picture':
      return html`${renderPicture(block.alt, context.hang(block.chart))}${renderNumbers(block.chart)}`;
    case 'note':
      return html`<p class="note">${renderRich(block.text, context)}</p>`;
    case 'link':
      return html`<p><a href="${block.url}">${block.label}</a></p>`;
    case 'actions':
      return html`<div class="actions">${block.actions.map((action) => renderAction(action, context))}</div>`;
    default:
      return block satisfies never;
  }
}

type Links = Pick<RenderContext, 'pagesUrl'>;

/** A text with its marks. */
export function renderRich(text: RichText, links: Links): Html {
  return html`${text.map((run) => renderInline(run, links))}`;
}

function renderInline(run: Inline, { pagesUrl }: Links): Html {
  switch (run.type) {
    case 'plain':
      return html`${run.text}`;
    case 'strong':
      return html`<strong>${run.text}</strong>`;
    case 'code':
      return html`<code>${run.text}</code>`;
    case 'time':
      return renderTime(run);
    case 'page':
      return html`<a href="${pageUrl(pagesUrl, run)}">${run.text}</a>`;
    default:
      return run satisfies never;
  }
}

/** The page's script counts down to it; without one it is the words. */
function renderTime({ text, at }: Extract<Inline, { type: 'time' }>): Html {
  const moment = momentOf(at);
  return moment ? html`<time datetime="${moment.toISOString()}" data-until>${text}</time>` : html`${text}`;
}

function renderScore(value: number, label: string): Html {
  return html`<p class="score"><meter min="0" max="1" value="${value.toFixed(3)}" aria-hidden="true"></meter> ${label}</p>`;
}

function renderKeyPoint(item: KeyPointItem, links: Links): Html {
  const { mark, word } = coverageMarks[item.coverage];
  const evidence = item.evidence === undefined ? '' : html`<blockquote>${item.evidence}</blockquote>`;
  return html`<li class="${item.coverage}">
    <span class="mark" aria-hidden="true">${mark}</span>
    <div><span class="coverage">${word}</span> ${renderRich(item.text, links)}${evidence}</div>
  </li>`;
}

function renderBoard(rows: readonly BoardRow[]): Html {
  const renderRow = ({
    rank,
    name,
    points,
    own,
    streak,
  }: BoardRow) => html`<tr${own ? raw(' class="own" aria-current="true"') : ''}>
      <td>${rank}</td><th scope="row">${name}${own ? html` <span class="you">you</span>` : ''}${streak === undefined ? '' : html` <small>${streakText(streak)}</small>`}</th><td>${points}</td>
    </tr>`;
  return html`<table class="board">
    <thead><tr><th scope="col">Rank</th><th scope="col">Name</th><th scope="col">Points</th></tr></thead>
    <tbody>${rows.map(renderRow)}</tbody>
  </table>`;
}

/** The picture that suits the theme of whoever looks, without a script. */
function renderPicture(alt: string, { addresses, width, height }: HungPicture): Html {
  return html`<picture>
    <source media="screen and (prefers-color-scheme: dark)" srcset="${addresses.dark}">
    <img src="${addresses.light}" alt="${alt}" width="${width}" height="${height}" loading="lazy">
  </picture>`;
}

function renderAction({ name, label, value, style }: Action, { actUrl, newDelivery }: RenderContext): Html {
  return html`<form method="post" action="${actUrl}" data-act>
    <input type="hidden" name="type" value="press"><input type="hidden" name="action" value="${name}">
    <input type="hidden" name="value" value="${value}"><input type="hidden" name="delivery" value="${newDelivery()}">
    <button class="${style}">${label}</button>
  </form>`;
}
