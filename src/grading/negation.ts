/** Folded words that turn a claim round, or speak against it. */
export const negations: ReadonlySet<string> = new Set(
  `no not never none nothing neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont shouldnt wouldnt couldnt
  avoid instead unnecessary needless skip disable remove useless pointless wrong rather stop off ignore forget unable impossible forbids
  forbidden only`.split(/\s+/),
);
