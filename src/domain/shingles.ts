/** The stretches of three words that a text has, each as a number of 32 bits; the same for texts that differ in form alone. */
export type Shingles = ReadonlySet<number>;

const shingleWords = 3;

/** Numbers that stand for a text when texts like it are looked for: a quarter of its shingles, but at least and at most so many. */
const [printedShare, fewestPrints, mostPrints] = [1 / 4, 16, 64];

/**
 * The words of a text, whatever their case, marks and punctuation, whatever invisible characters stand among their
 * letters, and whether a letter is Latin or only looks like it. Linear in the length of any text.
 */
export function foldedWords(text: string): readonly string[] {
  // Marks go before normalising as well: putting long runs of them in order is what makes normalising slow.
  const folded = text.replaceAll(invisible, '').normalize('NFKD').toLowerCase().replaceAll(invisible, '');
  return (
    folded.replaceAll(/[\u{370}-\u{52F}]/gu, (letter) => latinLike[letter] ?? letter).match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

const invisible = /[\p{Cf}\p{Mn}\p{Me}'’\u{115F}\u{1160}\u{3164}\u{FFA0}]/gu;

/** Small Cyrillic and Greek letters that look like a Latin one. */
const latinLike: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  ѕ: 's',
  і: 'i',
  ј: 'j',
  һ: 'h',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  α: 'a',
  ι: 'i',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  υ: 'u',
  χ: 'x',
  γ: 'y',
};

/** The shingles of words: every three in a row. */
export function shinglesOf(words: readonly string[]): Shingles {
  const hashes = words.map(hashOf);
  const shingles = new Set<number>();
  for (let at = 0; at + shingleWords <= hashes.length; at += 1)
    shingles.add(hashes.slice(at, at + shingleWords).reduce(mix, 0));
  return shingles;
}

/**
 * The lowest shingles of a text, at most 64: texts that share many shingles share some of these, however long they are
 * (a bottom-k sketch, Broder 1997). Of two texts with up to 256 shingles that share n, less than one pair in (4/3)^n shares no
 * print: one in 300 for 20, one in 10,000 for 32.
 */
export function printsOf(shingles: Shingles): readonly number[] {
  const prints = Math.min(mostPrints, Math.max(fewestPrints, Math.ceil(shingles.size * printedShare)));
  return [...shingles].toSorted((a, b) => a - b).slice(0, prints);
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hashOf(word: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01_00_01_93);
  return hash >>> 0;
}

/** Two numbers of 32 bits as another one, by the finaliser of MurmurHash3. */
function mix(a: number, b: number): number {
  let hash = Math.imul(a, 31) + b;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
