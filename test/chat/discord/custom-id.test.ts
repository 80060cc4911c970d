import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCustomId, formatModalId, parseCustomId, parseModalId } from '../../../src/chat/discord/custom-id.ts';
import { actionNames, formNames } from '../../../src/domain/interaction.ts';

const target = 'daily:123e4567-e89b-42d3-a456-426614174000:2026-01-31';
const guild = '1122334455667788990';
const valueUnit = fc.constantFrom(...'abcXYZ019_:-');
const values = fc.string({ unit: valueUnit, maxLength: 64 });
const workspaces = fc.option(fc.string({ unit: valueUnit, minLength: 1, maxLength: 40 }), { nil: undefined });

describe('the id of a button', () => {
  it.each([
    [{ name: 'help', value: '' }, 1, '1|help'],
    [{ name: 'hint', value: 'session:1' }, 1, '1|hint|session:1'],
    [{ name: 'hint', value: 'session:1' }, 2, '1|hint|session:1||2'],
    [{ name: 'stats', value: '', workspace: guild }, 1, `1|stats||${guild}`],
    [{ name: 'answer', value: target, workspace: guild }, 3, `1|answer|${target}|${guild}|3`],
  ] as const)('of %j is short', (button, n, id) => {
    expect(formatCustomId(button, n)).toBe(id);
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...actionNames),
        values,
        workspaces,
        fc.integer({ min: 1, max: 99 }),
        (name, value, workspace, n) => {
          const id = formatCustomId({ name, value, workspace }, n);
          if (id === undefined) return;
          expect(id.length).toBeLessThanOrEqual(100);
          expect(parseCustomId(id)).toEqual({ action: name, value, ...(workspace && { workspace }) });
        },
      ),
    );
  });

  it.each(actionNames)('has room for the longest target in private: %s', (name) => {
    expect(formatCustomId({ name, value: target, workspace: guild }, 40)).toBeDefined();
    expect(formatCustomId({ name, value: 'x'.repeat(64), workspace: guild }, 1)).toBeDefined();
  });

  it.each([
    [{ name: 'hint', value: 'x'.repeat(65) }, 1],
    [{ name: 'hint', value: 'a|b' }, 1],
    [{ name: 'hint', value: 'a b' }, 1],
    [{ name: 'hint', value: 'ä' }, 1],
    [{ name: 'hint', value: 'a\n' }, 1],
    [{ name: 'hint', value: '', workspace: 'a|b' }, 1],
    [{ name: 'hint', value: '', workspace: '' }, 1],
    [{ name: 'show-answer', value: 'x'.repeat(64), workspace: 'y'.repeat(40) }, 1],
    [{ name: 'hint', value: '' }, 0],
    [{ name: 'hint', value: '' }, 1.5],
    [{ name: 'hint', value: '' }, Number.NaN],
    [{ name: 'hint', value: '' }, 1e21],
  ] as const)('is none for %j', (button, n) => {
    expect(formatCustomId(button, n)).toBeUndefined();
  });
});

describe('the id of a modal', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(fc.constantFrom(...formNames), values, workspaces, (form, value, workspace) => {
        const id = formatModalId({ form, value, workspace });
        expect(id && parseModalId(id)).toEqual(id && { form, value, ...(workspace && { workspace }) });
      }),
    );
  });

  it('is none for a value that does not fit', () => {
    expect(formatModalId({ form: 'answer', value: 'a|b' })).toBeUndefined();
    expect(parseModalId('1|answer|session:1||2')).toBeUndefined();
    expect(parseModalId('1|hint|session:1')).toBeUndefined();
  });
});

describe('any other text', () => {
  it.each([
    ...['', '|', '1', '1|', 'hint', '|hint', '0|hint', '2|hint', '11|hint', '1|HINT', '1|hint ', ' 1|hint', '1|dance'],
    ...['1|hint|', '1|hint||', '1|hint|||', '1|hint||||', '1|hint|||1', '1|hint|||0', '1|hint|||02', '1|hint|||-2'],
    ...[
      '1|hint|||2e1',
      '1|hint|||0x2',
      '1|hint|||2|',
      '1|hint|||2|x',
      '1|hint|a b',
      '1|hint|a\n',
      '1|hint\n',
      '1\n|hint',
    ],
    ...['1|__proto__', '1|constructor|x', '1|toString', `1|hint|${'x'.repeat(65)}`, '1|hint||<@1>', '1|hint||a b'],
    ...[`1|hint||${'9'.repeat(41)}`, '1|hint|||1000', '1|hint|||NaN', '1|hint|||Infinity', '1|hint|ｓession'],
  ])('is no id: %j', (id) => {
    expect(parseCustomId(id)).toBeUndefined();
    expect(parseModalId(id)).toBeUndefined();
  });

  it('never throws, and what is read would be written so', () => {
    const parts = fc.constantFrom('1', '2', 'hint', 'answer', 'setup', 'session:1', '', '|', ' ', guild);
    const ids = fc.oneof(
      fc.string(),
      fc.array(parts, { maxLength: 7 }).map((some) => some.join('|')),
      fc.nat(20_000).map((length) => '1|hint|'.repeat(length)),
    );
    fc.assert(
      fc.property(ids, (id) => {
        const button = parseCustomId(id);
        const modal = parseModalId(id);
        const base = button && formatCustomId({ ...button, name: button.action }, 1);
        if (base !== undefined) expect(id.startsWith(base)).toBe(true);
        if (modal !== undefined) expect(formatModalId(modal)).toBe(id);
      }),
    );
  });
});
