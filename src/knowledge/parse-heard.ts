import { z } from 'zod';
import type { KeyPoint, Pack } from '../domain/question.ts';
import { versionOf } from './parse-pack.ts';
import type { Problem } from './problem.ts';

/** A line of `<pack>.heard.jsonl`: words from an answer, and what an interviewer made of them. */
const heardLine = z.strictObject({
  /** The question's id without the pack's name. */
  question: z.string(),
  keyPoint: z.string(),
  coverage: z.enum(['covered', 'contradicted']),
  words: z.string().trim().min(1).max(600),
});

type Heard = z.infer<typeof heardLine>;

/** The pack with what was heard in answers beside its authors' own phrases. A bad line is left out and told. */
export function addHeard(
  pack: Pack,
  source: string,
  file: string,
): { readonly pack: Pack; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const heard: Heard[] = [];
  const known = new Set(pack.questions.flatMap(({ id, keyPoints }) => keyPoints.map((point) => `${id} ${point.id}`)));
  for (const [index, line] of source.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = heardLine.safeParse(parseJson(line));
    const report = (message: string) => problems.push({ file, line: index + 1, message });
    if (!parsed.success) report('a line is {"question", "keyPoint", "coverage": "covered" or "contradicted", "words"}');
    else if (!known.has(`${pack.id}/${parsed.data.question} ${parsed.data.keyPoint}`))
      report(`the pack has no key point "${parsed.data.keyPoint}" in a question "${parsed.data.question}"`);
    else heard.push(parsed.data);
  }
  const byKeyPoint = Map.groupBy(heard, ({ question, keyPoint }) => `${pack.id}/${question} ${keyPoint}`);
  const questions = pack.questions.map((question) => {
    const keyPoints = question.keyPoints.map((point) =>
      widen(point, byKeyPoint.get(`${question.id} ${point.id}`) ?? []),
    );
    return { ...question, keyPoints, version: versionOf(question.text, keyPoints) };
  });
  return { pack: { ...pack, questions }, problems };
}

function widen(point: KeyPoint, heard: readonly Heard[]): KeyPoint {
  const wordsOf = (coverage: Heard['coverage']) =>
    heard.filter((line) => line.coverage === coverage).map(({ words }) => words);
  return {
    ...point,
    accepts: [...new Set([...point.accepts, ...wordsOf('covered')])],
    rejects: [...new Set([...point.rejects, ...wordsOf('contradicted')])],
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
