import { randomUUID } from 'node:crypto';
import { type HTMLElement, parse } from 'node-html-parser';

export type Entries = readonly (readonly [name: string, value: string])[];

/** A browser without script at a member's page: it fills forms in, sends them, and reads the page that comes back. */
export type PlainBrowser = {
  /** Sends what stands in a form; `changes` fills fields in otherwise, with no value, one or several. */
  send(form: HTMLElement, changes?: Readonly<Record<string, readonly string[]>>): Promise<HTMLElement>;
  /** Sends entries as no form of the page would. */
  post(entries: Entries): Promise<{ readonly status: number; readonly page: HTMLElement }>;
  /** Types a line. */
  say(line: string): Promise<HTMLElement>;
  /** Presses the newest button of a label in the thread. */
  press(label: string): Promise<HTMLElement>;
};

export function createPlainBrowser(url: string, name: string): PlainBrowser {
  const address = `${url}/as/${encodeURIComponent(name)}`;
  const post: PlainBrowser['post'] = async (entries) => {
    const body = new URLSearchParams(entries.map(([key, value]): [string, string] => [key, value]));
    const response = await fetch(`${address}/act`, { method: 'POST', body, headers: { origin: url } });
    return { status: response.status, page: parse(await response.text()) };
  };
  const send: PlainBrowser['send'] = async (form, changes = {}) => {
    const kept = entriesOf(form).filter(([key]) => changes[key] === undefined);
    const changed = Object.entries(changes).flatMap(([key, values]) => values.map((value) => [key, value] as const));
    return (await post([...kept, ...changed])).page;
  };
  return {
    post,
    send,
    say: async (line) => {
      const entries = Object.entries({ type: 'say', delivery: randomUUID(), text: line });
      return (await post(entries)).page;
    },
    press: async (label) => {
      const page = parse(await (await fetch(address)).text());
      const forms = page.querySelectorAll('#thread form[data-act]');
      const form = forms.findLast((candidate) => candidate.querySelector('button')?.text.trim() === label);
      if (!form) throw new Error(`no button "${label}"`);
      return send(form);
    },
  };
}

/** The form that is open on a page. */
export function openForm(page: HTMLElement): HTMLElement {
  const form = page.querySelector('#form form');
  if (!form) throw new Error(`no form is open: ${page.querySelector('#thread')?.structuredText}`);
  return form;
}

/** What a browser sends of a form as it stands. */
export function entriesOf(form: HTMLElement): Entries {
  const areas = form.querySelectorAll('textarea').map((area) => [area.getAttribute('name') ?? '', area.text] as const);
  const inputs = form
    .querySelectorAll('input')
    .filter((input) => !/radio|checkbox/.test(input.getAttribute('type') ?? '') || input.hasAttribute('checked'))
    .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''] as const);
  return [...inputs, ...areas];
}
