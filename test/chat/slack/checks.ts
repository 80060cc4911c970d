import type { types } from '@slack/bolt';
import type { SlackMessage } from '../../../src/chat/slack/render-message.ts';
import { blockFaults, textLength, viewFaults } from '../../fakes/slack/block-kit.ts';
import { isJson, str } from '../../fakes/slack/json.ts';

type Place = { readonly type: string; readonly key: string; readonly text: string };

/** Every string in a value, with the type of the object that it belongs to. */
export function placesOf(value: unknown): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap(placesOf);
  if (!isJson(value)) return [];
  const { type: own } = value;
  const type = str(own);
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' ? [{ type, key, text: item }] : placesOf(item),
  );
}

/** The words that people see. */
export function wordsOf(value: unknown): string {
  return placesOf(value)
    .filter(({ key }) => key === 'text')
    .map(({ text }) => text)
    .join('');
}

const quiet = /^(text|plain_text)$/;

/** Where words stand that Slack reads as more than words. */
export function liveFaults(value: unknown): readonly string[] {
  const types = placesOf(value).filter(({ key }) => key === 'type');
  const live = types.filter(({ text }) =>
    /^(mrkdwn|markdown|link|user|usergroup|channel|team|broadcast|emoji)$/.test(text),
  );
  // A time of day, and never a link.
  const dates = placesOf(value).filter(
    ({ type, key, text }) => type === 'date' && !/^(type|fallback)$/.test(key) && `${key} ${text}` !== 'format {time}',
  );
  const elsewhere = placesOf(value).filter(({ type, key }) => key === 'text' && !quiet.test(type));
  // An address would be fetched by Slack.
  const fetched = placesOf(value).filter(({ key }) => key === 'image_url');
  const emoji = JSON.stringify(value).includes('"emoji":true');
  return [...live, ...dates, ...elsewhere, ...fetched]
    .map(({ text }) => `live: ${text.slice(0, 40)}`)
    .concat(emoji ? ['emoji names are live'] : []);
}

function emptyFaults(value: unknown): readonly string[] {
  return JSON.stringify(value).includes('"elements":[]') ? ['empty elements'] : [];
}

function dirtFaults(value: unknown): readonly string[] {
  const dirty = placesOf(value).filter(
    ({ text }) => !text.isWellFormed() || /[[\p{Cc}\p{Cf}]--[\n\t\u200c\u200d]]/v.test(text),
  );
  return dirty.map(({ text }) => `unprintable: ${JSON.stringify(text.slice(0, 20))}`);
}

function idFaults(blocks: readonly unknown[]): readonly string[] {
  const ids = placesOf(blocks).filter(({ type, key }) => type === 'button' && key === 'action_id');
  return new Set(ids.map(({ text }) => text)).size === ids.length ? [] : ['a repeated action_id'];
}

function commonFaults(blocks: readonly types.AnyBlock[]): readonly string[] {
  const none = blocks.length === 0 ? ['no blocks'] : [];
  return [...none, ...emptyFaults(blocks), ...liveFaults(blocks), ...dirtFaults(blocks), ...idFaults(blocks)];
}

/** Everything that Slack or a designer would refuse in a message; empty when it is fine. */
export function messageFaults({ text, blocks }: SlackMessage): readonly string[] {
  return [
    ...blockFaults(blocks, 'message'),
    ...commonFaults(blocks),
    ...(textLength(blocks) > 12_000 || JSON.stringify(blocks).length > 13_000 ? ['msg_blocks_too_long'] : []),
    ...(text.trim() === '' || text.length > 4_000 ? ['text is empty or too long'] : []),
    ...(/[<>]|&(?!amp;|lt;|gt;)/.test(text) ? ['text is live'] : []),
  ];
}

/** Everything that Slack or a designer would refuse in a view; empty when it is fine. */
export function allViewFaults(view: types.ModalView | types.HomeView): readonly string[] {
  const tooLarge = JSON.stringify(view).length > 250_000 ? ['view_too_large'] : [];
  return [...viewFaults(view), ...commonFaults(view.blocks), ...tooLarge];
}
