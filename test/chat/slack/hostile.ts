import fc from 'fast-check';
import { actionNames, formNames } from '../../../src/domain/interaction.ts';
import { coverages } from '../../../src/domain/verdict.ts';
import type { Block, Field, Form, Message, RichText } from '../../../src/reply/reply.ts';

/** What members type to make an app mention, link, format or break something. */
export const payloads: readonly string[] = [
  '<!channel>',
  '<!here>',
  '<!everyone>',
  '<!channel|quiet>',
  '<!subteam^S012345>',
  '<@U1>',
  '<@U1|ann>',
  '<@W012345>',
  '<#C012345>',
  '<#C012345|general>',
  '<http://evil.example|x>',
  '<https://evil.example>',
  '<mailto:ann@evil.example|mail>',
  '<tel:+1234|call>',
  '<slack://user?team=T1&id=U1|open>',
  '<javascript:alert(1)|x>',
  '<!date^1392734382^{date}|soon>',
  '[link](http://evil.example)',
  '![image](http://evil.example/x.png)',
  'http://evil.example',
  'www.evil.example',
  '@channel',
  '@here',
  '#general',
  '*bold*',
  '_italic_',
  '~struck~',
  '`code`',
  '```block```',
  '> quoted',
  '&gt; quoted',
  ':smile:',
  ':skull_and_crossbones:',
  '&lt;!channel&gt;',
  '&amp;lt;!here&amp;gt;',
  '<<!channel>>',
  '<script>alert(1)</script>',
  '{"type":"mrkdwn","text":"<!channel>"}',
  '"],"type":"broadcast","range":"channel"',
];

const sizes: readonly string[] = [
  '',
  ' ',
  '\n\n\n',
  '\u200b',
  '\u0000\u001b[31m\u0007',
  '\ud800',
  '\udc00\ud800',
  '\u202egnp.exe',
  'short',
  'x'.repeat(149),
  'x'.repeat(150),
  'x'.repeat(151),
  'x'.repeat(10_000),
  '🚀'.repeat(5_000),
  `${'x'.repeat(149)}🚀`,
  `${'x'.repeat(23)}🚀${'x'.repeat(50)}🚀`,
  `a${'\u0301'.repeat(4_000)}`,
  '&<>'.repeat(2_000),
  `${'\\"'.repeat(2_500)}`,
  '\n'.repeat(5_000),
  'word '.repeat(2_000),
  '👩‍👩‍👧‍👦'.repeat(400),
  '\ud83d'.repeat(3_000),
];

/** Texts of sizes around and far beyond every limit. */
export const hostileText: fc.Arbitrary<string> = fc.constantFrom(...sizes, ...payloads);

const number = fc.constantFrom(0, 1, -1, 0.5, 7, 1e21, -1e-7, Number.MAX_VALUE, Number.MIN_VALUE);
const anyInstant = fc.oneof(number, fc.constantFrom(1_800_000_000_123, 8.64e15, 8.64e15 + 1, -8.64e15, Number.NaN));
const fewRuns: fc.Arbitrary<RichText> = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ type: fc.constantFrom('plain', 'strong', 'code'), text: hostileText }), weight: 4 },
    { arbitrary: fc.record({ type: fc.constant('time'), text: hostileText, at: anyInstant }), weight: 1 },
  ),
  { maxLength: 4 },
);
const manyRuns = fc.nat(4_000).map((length) => Array.from({ length }, () => ({ type: 'code' as const, text: 'x' })));
const richText: fc.Arbitrary<RichText> = fc.oneof(
  { arbitrary: fewRuns, weight: 20 },
  { arbitrary: manyRuns, weight: 1 },
);

function many<T>(item: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> {
  return fc.oneof(
    fc.array(item, { maxLength: 3 }),
    fc.tuple(item, fc.nat(most)).map(([one, length]) => Array.from({ length }, () => one)),
  );
}

const action = fc.record({
  name: fc.constantFrom(...actionNames),
  label: hostileText,
  value: hostileText,
  style: fc.constantFrom('primary' as const, 'default' as const),
});
const keyPoint = fc.record(
  { coverage: fc.constantFrom(...coverages), text: richText, evidence: hostileText },
  { requiredKeys: ['coverage', 'text'] },
);
const row = fc.record({ rank: fc.nat(), name: hostileText, points: number, own: fc.boolean() });

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('heading' as const), text: hostileText }),
  fc.record({ type: fc.constant('paragraph' as const), text: richText }),
  fc.record({ type: fc.constant('quote' as const), text: hostileText }),
  fc.record({ type: fc.constant('list' as const), items: many(richText, 150) }),
  fc.record({ type: fc.constant('score' as const), value: number, label: hostileText }),
  fc.record({ type: fc.constant('key-points' as const), items: many(keyPoint, 150) }),
  fc.record({ type: fc.constant('board' as const), rows: many(row, 300) }),
  fc.record({
    type: fc.constant('facts' as const),
    items: many(fc.record({ label: hostileText, value: hostileText }), 60),
  }),
  fc.record({ type: fc.constant('note' as const), text: richText }),
  fc.record({ type: fc.constant('actions' as const), actions: many(action, 60) }),
);

/** Messages of up to 200 blocks, none of which keeps to any size. */
export const hostileMessage: fc.Arbitrary<Message> = fc.record({
  type: fc.constant('message' as const),
  blocks: fc.oneof(fc.array(block, { maxLength: 6 }), fc.array(block, { maxLength: 200, size: 'max' })),
});

const named = { name: fc.oneof(hostileText, fc.constantFrom('a', 'b', '__proto__')), label: hostileText };
const problem = { problem: hostileText };
const option = fc.record({ value: fc.oneof(hostileText, fc.string()), label: hostileText });
const options = fc.oneof(
  fc.array(option, { maxLength: 12 }),
  fc.nat(300).map((length) => Array.from({ length }, (_, index) => ({ value: `v${index}`, label: `Label ${index}` }))),
);
const chosen = fc.array(
  fc.oneof(
    fc.nat(300).map((index) => `v${index}`),
    hostileText,
  ),
  { maxLength: 5 },
);

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({
    ...{ type: fc.constant('text' as const), ...named, ...problem },
    ...{ text: hostileText, maxLength: number, multiline: fc.boolean() },
  }),
  fc.record({ type: fc.constant('choice' as const), ...named, options, chosen, multiple: fc.boolean() }),
  fc.record(
    { type: fc.constant('channel' as const), ...named, channel: fc.oneof(hostileText, fc.constant('C012345')) },
    { requiredKeys: ['type', 'name', 'label'] },
  ),
  fc.record({
    ...{ type: fc.constant('time' as const), ...named, ...problem },
    time: fc.oneof(hostileText, fc.constantFrom('09:00', '24:00', '9:00')),
  }),
);

/** Forms with up to 150 fields, none of which keeps to any size. */
export const hostileForm: fc.Arbitrary<Form> = fc.record({
  type: fc.constant('form' as const),
  name: fc.constantFrom(...formNames),
  title: hostileText,
  submitLabel: hostileText,
  value: hostileText,
  context: richText,
  fields: fc.oneof(fc.array(field, { maxLength: 4 }), fc.array(field, { maxLength: 150, size: 'max' })),
});
