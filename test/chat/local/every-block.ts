import { entryUrl } from '../../../src/domain/site.ts';
import type { ProgressChart } from '../../../src/reply/chart.ts';
import type { Block, Field, Form, Message, RichText } from '../../../src/reply/reply.ts';

/** One block of each type with `text` wherever people's words can stand. */
export function everyBlock(text: string): readonly Block[] {
  const rich: RichText = [
    { type: 'plain', text },
    { type: 'strong', text },
    { type: 'code', text },
    { type: 'time', text, at: 1_700_000_000_000 },
    { type: 'time', text, at: Number.MAX_VALUE },
  ];
  return [
    { type: 'heading', text },
    { type: 'paragraph', text: rich },
    { type: 'quote', text },
    { type: 'list', items: [rich, rich] },
    { type: 'score', value: 0.5, label: text },
    {
      type: 'key-points',
      items: [
        { coverage: 'covered', text: rich, evidence: text },
        { coverage: 'missed', text: rich },
      ],
    },
    { type: 'board', rows: [{ rank: 1, name: text, points: 7, own: true }] },
    { type: 'facts', items: [{ label: 'Answers', value: text }] },
    {
      type: 'picture',
      chart: {
        type: 'bars',
        title: text,
        series: [{ name: text, tone: 'covered' }],
        bars: [{ label: text, amounts: [1], marked: true }],
      },
      alt: text,
    },
    { type: 'picture', chart: progressChart(text), alt: text },
    { type: 'note', text: rich },
    { type: 'link', label: text, url: entryUrl('https://coach.example', 'token') },
    { type: 'actions', actions: [{ name: 'help', label: text, value: text, style: 'default' }] },
  ];
}

/** Progress that says `text` in all places. */
function progressChart(text: string): ProgressChart {
  return {
    type: 'progress',
    title: text,
    weeks: { title: text, points: [{ label: text, score: 50 }] },
    days: { title: text, rows: [{ label: text, counts: [3] }] },
    topics: { title: text, bars: [{ label: text, score: 50 }], more: 2 },
  };
}

export function everyBlockMessage(text: string): Message {
  return { type: 'message', blocks: everyBlock(text) };
}

/** A form about `text` with these fields. */
export function formOf(text: string, fields: readonly Field[]): Form {
  return {
    type: 'form',
    name: 'answer',
    title: 'Your answer',
    submitLabel: 'Submit answer',
    value: 'session:1',
    context: [{ type: 'strong', text }],
    fields,
  };
}

/** The field of an answer, as the coach asks for it. */
export function answerField(text: string, problem?: string): Field {
  return {
    type: 'text',
    name: 'answer',
    label: 'In your own words',
    text,
    maxLength: 4_000,
    multiline: true,
    ...(problem !== undefined && { problem }),
  };
}

/** One field of each type, and of each kind of it, with `text` wherever people's words can stand. */
export function everyField(text: string): readonly Field[] {
  const options = ['one', 'two'].map((value) => ({ value, label: text }));
  return [
    answerField(text, text),
    { type: 'text', name: 'line', label: text, text, maxLength: 60, multiline: false, problem: text },
    { type: 'choice', name: 'one', label: text, options, chosen: ['two'], multiple: false, problem: text },
    { type: 'choice', name: 'some', label: text, options, chosen: ['one', 'two'], multiple: true, problem: text },
    { type: 'channel', name: 'channel', label: text, channel: text, problem: text },
    { type: 'time', name: 'time', label: text, time: text, problem: text },
  ];
}

/** A form with `text` wherever people's words can stand. */
export function formWith(text: string): Form {
  return formOf(text, everyField(text));
}
