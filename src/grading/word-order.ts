import { readFileSync } from 'node:fs';

/** Classes of words that English grammar orders; all others are open. */
const members: Readonly<Record<string, string>> = {
  article: 'a an the',
  determiner: `this that these those each every any some all both no either neither such other own many much more most few same my your our
    their his her its`,
  preposition: `of in on at by for with from into onto over under about above after before below between during through until up down out
    off against per via without within across behind beside toward towards upon than as like to`,
  conjunction: 'and or but nor so because if while when where unless since although though whether then thus',
  pronoun: `i you he she it we they me him us them one ones who whom what which why how there here itself myself themselves ourselves
    yours theirs ours hers`,
  auxiliary: `am is are was were be been being do does did doing have has had having can could will would shall should may might must
    cannot cant dont doesnt didnt isnt arent wasnt werent wont shouldnt wouldnt couldnt im ive id youd theyd wed thats lets ll ve re s t`,
  adverb:
    'not never only just also too very really again further once ever even still already actually simply basically probably maybe rather instead',
};

const wordClasses = [...Object.keys(members), 'number', 'open', 'edge'] as const;
type WordClass = (typeof wordClasses)[number];

const classes = new Map<string, WordClass>(
  Object.entries(members)
    .flatMap(([name, words]) => words.split(/\s+/).map((word) => [word, name] as const))
    .toReversed(),
);

/** For each two classes how much more often the second follows the first than chance has it: a logarithm. */
export type WordOrder = Readonly<Record<WordClass, Readonly<Record<WordClass, number>>>>;

export function loadWordOrder(): WordOrder {
  return JSON.parse(readFileSync(new URL('./assets/word-order.json', import.meta.url), 'utf8')) as WordOrder;
}

/** Learns the order of words from sentences, each a list of folded words. */
export function fitWordOrder(sentences: readonly (readonly string[])[]): WordOrder {
  const counts = new Map(wordClasses.map((first) => [first, new Map(wordClasses.map((second) => [second, 0.5]))]));
  for (const [first, second] of sentences.flatMap(neighbours)) {
    const row = counts.get(first);
    row?.set(second, (row.get(second) ?? 0) + 1);
  }
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const total = sum(counts.values().flatMap((row) => row.values()));
  const seconds = new Map(
    wordClasses.map((second) => [second, sum(counts.values().map((row) => row.get(second) ?? 0))]),
  );
  const rows = [...counts].map(([first, row]) => {
    const firsts = sum(row.values());
    const entries = [...row].map(([second, count]) => {
      const lift = Math.log(count / firsts / ((seconds.get(second) ?? 1) / total));
      return [second, Math.round(lift * 1_000) / 1_000] as const;
    });
    return [first, Object.fromEntries(entries)] as const;
  });
  return Object.fromEntries(rows);
}

/** How much a sentence is ordered as English is, a mean of logarithms: about 0.15 for prose, below 0 for shuffled words. */
export function fluencyOf(forms: readonly string[], order: WordOrder): number {
  const pairs = neighbours(forms);
  return pairs.reduce((sum, [first, second]) => sum + (order[first]?.[second] ?? 0), 0) / pairs.length;
}

function neighbours(forms: readonly string[]): readonly (readonly [WordClass, WordClass])[] {
  const line = ['edge', ...forms.map(classOf), 'edge'];
  return line.slice(1).map((second, index) => [line[index] ?? 'edge', second]);
}

function classOf(form: string): WordClass {
  return classes.get(form) ?? (/^\d+$/.test(form) ? 'number' : 'open');
}
