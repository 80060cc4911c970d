/** Claims that answers about software do not make: whoever finds one of them met has not read the answer. */
const claims = [
  'Sourdough bread rises better when the dough rests overnight in a cool place.',
  'A violin bow gets new horsehair about once a year.',
  'Emperor penguins keep their eggs warm on their feet during the winter.',
  'Tomato plants need staking before their fruit grows heavy.',
  'The lighthouse keeper trimmed the wick every evening before dusk.',
  'Glaciers carve valleys in the shape of the letter U.',
  'A cast iron pan is seasoned with oil baked onto its surface.',
  'Beekeepers calm a hive with smoke before they lift the frames.',
  'Oil paint dries slower than watercolour because it hardens by oxidation.',
  'Marathon runners eat more carbohydrates in the days before a race.',
  'Tides are highest when moon and sun pull along one line.',
  'Leather boots last longer when they are waxed and dried slowly.',
] as const;

const longWord = /[a-z]{5,}/g;

/** A claim, picked by a chance in [0, 1), that shares no longer word with what the answer says. */
export function pickDecoy(answer: string, chance: number): string {
  const said = new Set(answer.toLowerCase().match(longWord) ?? []);
  const strange = claims.filter((claim) => !(claim.toLowerCase().match(longWord) ?? []).some((word) => said.has(word)));
  const among = strange.length > 0 ? strange : claims;
  return among[Math.floor(chance * among.length)] ?? claims[0];
}
