import { expect, it } from 'vitest';
import { trainedFiles } from '../grading/trained-files.ts';

it('the grader has exactly the models that training gives', async () => {
  expect(await trainedFiles()).toEqual(['coverage-by-phrases.json', 'coverage-by-text.json', 'word-order.json']);
});
