import { html, raw } from 'hono/html';
import type { Field, Form } from '../reply/reply.ts';
import type { Html } from './html.ts';
import { fieldPrefix } from './parse-act.ts';
import { type RenderContext, renderRich } from './render-html.ts';

/** A form as HTML: what it is about, its fields, and at each what was wrong with the last submission. */
export function renderForm(form: Form, context: Omit<RenderContext, 'hang'>): Html {
  const { actUrl, newDelivery } = context;
  return html`<form method="post" action="${actUrl}" class="answer" data-act aria-label="${form.title}">
    <input type="hidden" name="type" value="submit"><input type="hidden" name="form" value="${form.name}">
    <input type="hidden" name="value" value="${form.value}"><input type="hidden" name="delivery" value="${newDelivery()}">
    <p>${renderRich(form.context, context)}</p>
    ${form.fields.map((field, index) => renderField(field, index, context))}
    <div class="actions"><button class="primary">${form.submitLabel}</button>
    ${context.onPage ? '' : html`<button class="default" type="button" data-close hidden>Close</button>`}
    ${form.fields.map((field) => renderLimit(field, context))}</div>
  </form>`;
}

type Place = Pick<RenderContext, 'onPage'>;

function renderField(field: Field, index: number, place: Place): Html {
  const problem =
    field.problem === undefined
      ? ''
      : html`<p class="problem" id="problem-${field.name}" role="alert">${field.problem}</p>`;
  return html`${problem}${renderControl(field, index === 0, place)}`;
}

function renderControl(field: Field, first: boolean, place: Place): Html {
  const name = `${fieldPrefix}${field.name}`;
  const focus = raw(first ? ' autofocus' : '');
  switch (field.type) {
    case 'text': {
      const { text, maxLength, label } = field;
      return field.multiline
        ? html`<label>${label}
    <textarea name="${name}" rows="7"${focus} data-limit="${maxLength}"${wrong(field)}>
${text}</textarea></label>`
        : html`<label>${label} <input name="${name}" value="${text}" maxlength="${maxLength}"${focus}${wrong(field)}></label>`;
    }
    case 'choice':
      return renderChoice(field, name);
    case 'channel':
      return html`<input type="hidden" name="${name}" value="${field.channel ?? ''}">${renderChannelNote(field, place)}`;
    case 'time':
      return html`<label>${field.label} <input type="time" name="${name}" value="${field.time}"${focus}${wrong(field)}></label>`;
    default:
      return field satisfies never;
  }
}

function renderChoice(field: Extract<Field, { type: 'choice' }>, name: string): Html {
  const type = field.multiple ? 'checkbox' : 'radio';
  const options = field.options.map(({ value, label }) => {
    const checked = raw(field.chosen.includes(value) ? ' checked' : '');
    return html`<label class="option"><input type="${type}" name="${name}" value="${value}"${checked}> ${label}</label>`;
  });
  return html`<fieldset${wrong(field)}><legend>${field.label}</legend>${options}</fieldset>`;
}

/** Channels are chosen where they are: the local page has one, the web site none. */
function renderChannelNote({ label, channel }: Extract<Field, { type: 'channel' }>, { onPage }: Place): Html {
  if (!onPage) return html``;
  const said =
    channel === undefined ? 'not chosen yet; that is done in the chat' : 'stays as it is; the chat can change it';
  return html`<p class="note">${label}: ${said}.</p>`;
}

/** A long text says how long it may become. */
function renderLimit(field: Field, { onPage }: Place): Html {
  return field.type === 'text' && field.multiline
    ? html`<span class="note">${onPage ? 'Up' : html`<kbd>Ctrl</kbd> <kbd>Enter</kbd> submits · up`} to ${field.maxLength.toLocaleString('en')} characters</span>`
    : html``;
}

function wrong({ name, problem }: Field): Html {
  return problem === undefined ? html`` : html` aria-invalid="true" aria-describedby="problem-${name}"`;
}
