import fc from 'fast-check';
import { actionNames, formNames, pageNames } from '../../src/domain/interaction.ts';
import { fileNames } from '../../src/domain/member-file.ts';
import { coverages } from '../../src/domain/verdict.ts';
import { type Bar, type BarChart, type Chart, type ProgressChart, tones } from '../../src/reply/chart.ts';
import type {
  Action,
  Block,
  BoardRow,
  Field,
  Form,
  Inline,
  KeyPointItem,
  Message,
  Option,
  Reply,
} from '../../src/reply/reply.ts';
import { anyText } from '../domain/any-text.ts';

/** Any number that JSON can hold: adding 0 turns -0, which it cannot, into 0. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const run: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ type: fc.constantFrom('plain' as const, 'strong' as const, 'code' as const), text: anyText }),
  fc.record({ type: fc.constant('time' as const), text: anyText, at: number }),
  fc.record({ type: fc.constant('page' as const), text: anyText, page: fc.constantFrom(...pageNames), value: anyText }),
);
const richText = fc.array(run, { maxLength: 3 });
const keyPoint: fc.Arbitrary<KeyPointItem> = fc.record(
  { coverage: fc.constantFrom(...coverages), text: richText, evidence: anyText },
  { requiredKeys: ['coverage', 'text'] },
);
const row: fc.Arbitrary<BoardRow> = fc.record(
  { rank: fc.nat(), name: anyText, points: number, own: fc.boolean(), streak: fc.nat() },
  { requiredKeys: ['rank', 'name', 'points', 'own'] },
);
const action: fc.Arbitrary<Action> = fc.record({
  name: fc.constantFrom(...actionNames),
  label: anyText,
  value: anyText,
  style: fc.constantFrom('primary' as const, 'default' as const),
});

function few<T>(items: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(items, { maxLength: 3 });
}

const bar: fc.Arbitrary<Bar> = fc.record(
  { rank: fc.nat(), label: anyText, tag: anyText, amounts: few(number), marked: fc.boolean() },
  { requiredKeys: ['label', 'amounts', 'marked'] },
);

const anyBarChart: fc.Arbitrary<BarChart> = fc.record(
  {
    type: fc.constant('bars'),
    title: anyText,
    noun: anyText,
    series: few(fc.record({ name: anyText, tone: fc.constantFrom(...tones) })),
    bars: few(bar),
  },
  { requiredKeys: ['type', 'title', 'series', 'bars'] },
);

/** As many as a picture has room for, and more. */
function some<T>(items: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(items, { maxLength: 14 });
}

const numberOrNone = fc.option(number);
const anyProgressChart: fc.Arbitrary<ProgressChart> = fc.record({
  type: fc.constant('progress'),
  title: anyText,
  weeks: fc.record({ title: anyText, points: some(fc.record({ label: anyText, score: numberOrNone })) }),
  days: fc.record({ title: anyText, rows: some(fc.record({ label: anyText, counts: some(numberOrNone) })) }),
  topics: fc.record({ title: anyText, bars: some(fc.record({ label: anyText, score: number })), more: number }),
});

/** One arbitrary for each type of chart, so that a new type cannot be forgotten here. */
const charts: { readonly [Type in Chart['type']]: fc.Arbitrary<Extract<Chart, { type: Type }>> } = {
  bars: anyBarChart,
  progress: anyProgressChart,
};

export const anyChart: fc.Arbitrary<Chart> = fc.oneof(...Object.values<fc.Arbitrary<Chart>>(charts));

/** Links are for one moment: no message that has one is kept. */
type KeptBlock = Exclude<Block, { type: 'link' }>;

/** One arbitrary for each type of block that is kept, so that a new type cannot be forgotten here. */
const blocks: { readonly [Type in KeptBlock['type']]: fc.Arbitrary<Extract<Block, { type: Type }>> } = {
  heading: fc.record({ type: fc.constant('heading'), text: anyText }),
  paragraph: fc.record({ type: fc.constant('paragraph'), text: richText }),
  quote: fc.record({ type: fc.constant('quote'), text: anyText }),
  list: fc.record({ type: fc.constant('list'), items: few(richText) }),
  score: fc.record({ type: fc.constant('score'), value: number, label: anyText }),
  'key-points': fc.record({ type: fc.constant('key-points'), items: few(keyPoint) }),
  board: fc.record({ type: fc.constant('board'), rows: few(row) }),
  facts: fc.record({ type: fc.constant('facts'), items: few(fc.record({ label: anyText, value: anyText })) }),
  picture: fc.record({ type: fc.constant('picture'), chart: anyChart, alt: anyText }),
  file: fc.record({ type: fc.constant('file'), file: fc.constantFrom(...fileNames), label: anyText }),
  note: fc.record({ type: fc.constant('note'), text: richText }),
  actions: fc.record({ type: fc.constant('actions'), actions: few(action) }),
};

export const anyBlock: fc.Arbitrary<Block> = fc.oneof(...Object.values<fc.Arbitrary<Block>>(blocks));

export const anyMessage: fc.Arbitrary<Message> = fc.record({
  type: fc.constant('message'),
  blocks: fc.array(anyBlock, { maxLength: 6 }),
});

const option: fc.Arbitrary<Option> = fc.record({ value: anyText, label: anyText });

/** What the fields of every type have in common. */
const inCommon = { name: anyText, label: anyText, problem: anyText };

/** One arbitrary for each type of field, so that a new type cannot be forgotten here. */
const fields: { readonly [Type in Field['type']]: fc.Arbitrary<Extract<Field, { type: Type }>> } = {
  text: fc.record(
    {
      type: fc.constant('text'),
      ...inCommon,
      text: anyText,
      maxLength: number,
      multiline: fc.boolean(),
      optional: fc.boolean(),
    },
    { requiredKeys: ['type', 'name', 'label', 'text', 'maxLength', 'multiline'] },
  ),
  choice: fc.record(
    { type: fc.constant('choice'), ...inCommon, options: few(option), chosen: few(anyText), multiple: fc.boolean() },
    { requiredKeys: ['type', 'name', 'label', 'options', 'chosen', 'multiple'] },
  ),
  channel: fc.record(
    { type: fc.constant('channel'), ...inCommon, channel: anyText },
    { requiredKeys: ['type', 'name', 'label'] },
  ),
  time: fc.record(
    { type: fc.constant('time'), ...inCommon, time: anyText },
    { requiredKeys: ['type', 'name', 'label', 'time'] },
  ),
};

export const anyField: fc.Arbitrary<Field> = fc.oneof(...Object.values<fc.Arbitrary<Field>>(fields));

export const anyForm: fc.Arbitrary<Form> = fc.record({
  type: fc.constant('form'),
  name: fc.constantFrom(...formNames),
  title: anyText,
  submitLabel: anyText,
  value: anyText,
  context: richText,
  fields: fc.array(anyField, { maxLength: 6 }),
});

export const anyReply: fc.Arbitrary<Reply> = fc.oneof(anyMessage, anyForm);
