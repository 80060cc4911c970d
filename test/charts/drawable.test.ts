import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawable } from '../../src/charts/drawable.ts';
import { readFont } from '../../src/charts/font.ts';
import { anyText } from '../domain/any-text.ts';
import { hostileTexts } from './sample-charts.ts';

const face = readFont()[400];

describe('a text for a picture', () => {
  it.each([
    ['Zoë Ångström', 'Zoë Ångström'],
    ['Дмитрий', 'Дмитрий'],
    ['Nguyễn Thị Minh Khai', 'Nguyễn Thị Minh Khai'],
    ['Nguyễn'.normalize('NFD'), 'Nguyễn'],
    ['𝓐𝓭𝓪 𝕷', 'Ada L'],
    ['ＡＤＡ', 'ADA'],
    ['🚀 Rocket 🚀 Man', 'Rocket Man'],
    ['李小龍 (Bruce Lee)', '(Bruce Lee)'],
    ['Bruce Lee (李小龍)', 'Bruce Lee'],
    ['a\tb\nc', 'a b c'],
    ['\u202eAda\u202c', 'Ada'],
    ['A\u200bd\u00ada', 'Ada'],
    [`Z${'\u0335\u0321'.repeat(50)}oe`, 'Zoe'],
    ['<b>&amp;', '<b>&amp;'],
    ['1.5', '1.5'],
  ])('reads %j as %j', (text, expected) => {
    expect(drawable(text, face)).toBe(expected);
  });

  it.each(['', ' ', '李小龍', '👩‍👩‍👧‍👦', 'محمد 7', '\u0000\u0007', '\ud800', '\ue000', '\u3164'])(
    'says that %j cannot be drawn',
    (text) => {
      expect(drawable(text, face)).toBeUndefined();
    },
  );

  it('holds nothing that the font has no glyph for, nothing invisible and no second blank, whatever it was made from', () => {
    const texts = fc.oneof(anyText, fc.constantFrom(...Object.values(hostileTexts)));
    fc.assert(
      fc.property(texts, (text) => {
        const kept = drawable(text, face) ?? 'x';
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).not.toMatch(/[\p{C}\p{M}]|[^\S ]| {2}|^ | $/u);
        for (const character of kept) {
          expect(face.has(character.codePointAt(0) ?? 0)).toBe(true);
          expect(face.width(character, 26)).toBeGreaterThan(0);
        }
        expect(kept.length).toBeLessThanOrEqual(2_000);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('stays the same when it is read again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kept = drawable(text, face);
        if (kept !== undefined) expect(drawable(kept, face)).toBe(kept);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
