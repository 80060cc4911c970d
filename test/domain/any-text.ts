import fc from 'fast-check';

/** Any code point, half surrogate pairs among them. (fast-check's own `binary` unit takes a second to set up.) */
const codePoint = fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code));

/** Texts of every kind: plain ASCII, what people type in any script, and noise. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: codePoint }),
);
