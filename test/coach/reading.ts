import type { ActionName, FieldValues, FormName, MemberAction } from '../../src/domain/interaction.ts';
import { textOf } from '../../src/reply/inline.ts';
import { toPlainText } from '../../src/reply/plain-text.ts';
import type { Action, BoardRow, Field, Form, Inline, KeyPointItem, Reply } from '../../src/reply/reply.ts';
import { blocksOf, type World } from '../fixtures/practice-world.ts';

/** The sentence that stands for a question which is not the asker's, or not there. */
export const notOpen = 'That question is no longer open: start another with /coach practice.';

export const command = (text: string): MemberAction => ({ type: 'command', text });
export const press = (action: ActionName, value = ''): MemberAction => ({ type: 'press', action, value });
/** Sends the form of an answer. */
export const submit = (value: string, text: string): MemberAction => send('answer', value, { answer: [text] });
/** Sends any form. */
export const send = (form: FormName, value: string, fields: FieldValues): MemberAction => ({
  type: 'submit',
  form,
  value,
  fields,
});

/** What a person reads of a reply. */
export const read = (reply: Reply): string => toPlainText(reply);

export function formOf(reply: Reply): Form {
  if (reply.type !== 'form') throw new Error(`no form but: ${read(reply)}`);
  return reply;
}

/** A field of the form that a reply is. */
export function fieldOf<Type extends Field['type']>(
  reply: Reply,
  type: Type,
  name: string,
): Extract<Field, { type: Type }> {
  const found = formOf(reply).fields.find((field) => field.name === name);
  if (!isOf(found, type)) throw new Error(`no field "${name}" of ${type}`);
  return found;
}

function isOf<Type extends Field['type']>(
  field: Field | undefined,
  type: Type,
): field is Extract<Field, { type: Type }> {
  return field?.type === type;
}

/** The field of an answer form. */
export const answerField = (reply: Reply) => fieldOf(reply, 'text', 'answer');

export function buttonsOf(reply: Reply): readonly Action[] {
  return blocksOf(reply).flatMap((block) => (block.type === 'actions' ? block.actions : []));
}

export function keyPointsOf(reply: Reply): readonly KeyPointItem[] {
  return blocksOf(reply).flatMap((block) => (block.type === 'key-points' ? block.items : []));
}

export function boardOf(reply: Reply): readonly BoardRow[] {
  return blocksOf(reply).flatMap((block) => (block.type === 'board' ? block.rows : []));
}

/** The links of a message to pages. */
export function linksOf(reply: Reply): readonly Extract<Inline, { type: 'page' }>[] {
  const texts = blocksOf(reply).flatMap((block) => {
    if (block.type === 'list') return block.items.flat();
    return block.type === 'paragraph' || block.type === 'note' ? block.text : [];
  });
  return texts.flatMap((run) => (run.type === 'page' ? [run] : []));
}

/** The board in short: `1. ann 67`, the asker's row with a star. */
export function standingsOf(reply: Reply): readonly string[] {
  return boardOf(reply).map(({ rank, name, points, own }) => `${rank}. ${name} ${points}${own ? ' *' : ''}`);
}

/** The question that a message asks. */
export function questionOf(reply: Reply): string {
  const [text] = blocksOf(reply).flatMap((block) => (block.type === 'paragraph' ? [textOf(block.text)] : []));
  return text ?? '';
}

/** Points that a result says its attempt earned, and the member has this season. */
export function pointsOf(reply: Reply): { readonly earned: number; readonly season: number } {
  const [, earned, season] = /(\d+) points? earned, (\d+) this season/.exec(read(reply)) ?? [];
  if (earned === undefined) throw new Error(`no result but: ${read(reply)}`);
  return { earned: Number(earned), season: Number(season) };
}

/** Starts a practice session and gives the value that its buttons carry. */
export async function practise(world: World, member: string, words = ''): Promise<string> {
  const asked = await world.act(member, command(`practice ${words}`));
  const button = buttonsOf(asked).find(({ name }) => name === 'answer');
  if (!button) throw new Error(`no question but: ${read(asked)}`);
  return button.value;
}
