import { html } from 'hono/html';
import { amountText, soundAmount } from '../charts/amounts.ts';
import type { Chart, ProgressChart } from '../reply/chart.ts';
import type { Html } from './html.ts';

/** The numbers of a picture as tables, for those who hear them or want them exactly; nothing where the message beside it tells them. */
export function renderNumbers(chart: Chart): Html {
  switch (chart.type) {
    case 'bars':
      return html``;
    case 'progress':
      return html`<details class="numbers">
    <summary>The picture in numbers</summary>
    ${weekTable(chart)}${dayTable(chart)}${topicTable(chart)}
  </details>`;
    default:
      return chart satisfies never;
  }
}

function weekTable({ weeks }: ProgressChart): Html {
  const rows = weeks.points.map(
    ({ label, score }) => html`<tr><th scope="row">${label}</th><td>${score === null ? 'none' : score}</td></tr>`,
  );
  return html`<table>
    <caption>${weeks.title}</caption>
    <thead><tr><th scope="col">Week from</th><th scope="col">Score</th></tr></thead>
    <tbody>${rows}</tbody>
  </table>`;
}

/** A row for each week, so that it is narrow enough for a phone. */
function dayTable({ weeks, days }: ProgressChart): Html {
  const head = days.rows.map(({ label }) => html`<th scope="col">${label}</th>`);
  const rows = weeks.points.map(({ label }, week) => {
    const cells = days.rows.map(({ counts }) => html`<td>${counts[week] ?? ''}</td>`);
    return html`<tr><th scope="row">${label}</th>${cells}</tr>`;
  });
  return html`<table>
    <caption>${days.title}</caption>
    <thead><tr><th scope="col">Week from</th>${head}</tr></thead>
    <tbody>${rows}</tbody>
  </table>`;
}

function topicTable({ topics }: ProgressChart): Html {
  if (topics.bars.length === 0) return html``;
  const rows = topics.bars.map(({ label, score }) => html`<tr><th scope="row">${label}</th><td>${score}</td></tr>`);
  const more = soundAmount(topics.more);
  return html`<table>
    <caption>${topics.title}</caption>
    <thead><tr><th scope="col">Topic</th><th scope="col">Score</th></tr></thead>
    <tbody>${rows}</tbody>
  </table>${more > 0 ? html`<p class="note">and ${amountText(more)} more</p>` : ''}`;
}
