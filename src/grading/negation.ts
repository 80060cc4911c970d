/** Folded words that turn a claim round, or speak against it. */
export const negations: ReadonlySet<string> = new Set(
  `no not never none nothing neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont shouldnt wouldnt couldnt
  avoid instead unnecessary needless skip disable remove useless pointless wrong rather stop off ignore forget unable impossible forbids
  forbidden only`.split(/\s+/),
);

/** Words behind which a sentence gives a purpose, a reason or a condition: a negation there says what would go wrong. */
const purposes = new Set(
  'so because since otherwise if when whenever unless where prevents prevent ensure ensures guarantee means meaning thus hence therefore'.split(
    ' ',
  ),
);
/** Words back to where the purpose may begin. */
const purposeReach = 6;
/** What follows a negation that adds or spares instead of denying. */
const harmless: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ['not', 'only just merely'],
    ['no', 'longer matter single need server servers more extra one body'],
    ['without', 'any a having touching changing needing breaking the'],
    ['instead', 'of'],
    ['rather', 'than'],
    ['dont', 'have need'],
    ['doesnt', 'have need'],
    ['never', 'see sees touch touches reach reaches'],
    ['only', 'if when after with for one those the'],
    ['off', 'the to'],
    ['stop', 'calling'],
  ].map(([form = '', next = '']) => [form, new Set(next.split(' '))] as const),
);

/** Whether a negation among folded words denies nothing: it gives a purpose, a reason, a condition, or says that something is spared. */
export function isInnocent(words: readonly { readonly form: string }[], place: number): boolean {
  const { form = '' } = words[place] ?? {};
  if (harmless.get(form)?.has(words[place + 1]?.form ?? '')) return true;
  return words.slice(Math.max(0, place - purposeReach), place).some((before) => purposes.has(before.form));
}

/** How sentences that turn round all that follows begin, as stems. */
const denials = [
  /^(?:(?:you|we|i|one|pleas) )?(?:(?:would|should|must|can) )?(?:do not|dont|never|not|cannot|cant|shouldnt|wouldnt|mustnt)(?: ever)?(?: do (?:thi|that))? (?<denied>.+)$/,
  /^it (?:is|would be) (?:not true|not right|wrong|fals|untru|a mistak) (?:that|to) (?<denied>.+)$/,
];

/** What a sentence of such stems denies as a whole; undefined when it begins otherwise. */
export function deniedBy(wording: string): string | undefined {
  return denials.map((denial) => denial.exec(wording)?.groups?.denied).find((denied) => denied !== undefined);
}
