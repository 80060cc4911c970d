import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Question } from '../../src/domain/question.ts';
import { parseCase } from '../../src/grading/evaluation-case.ts';
import { loadPacks } from '../../src/knowledge/load-packs.ts';

/** What different people have answered to one question. */
export type Answered = { readonly question: Question; readonly answers: readonly string[] };

const cases = fileURLToPath(new URL('../cases/grading', import.meta.url));
const { packs } = await loadPacks(fileURLToPath(new URL('../../knowledge', import.meta.url)));
const questions = packs.flatMap((pack) => pack.questions);

/** The labelled answers to the shipped questions that a folder of cases is about, from all the folders. */
export async function answersToShipped(folder: 'tune' | 'report'): Promise<readonly Answered[]> {
  const names = await readdir(join(cases, folder));
  return read(['tune', 'report', 'exam', 'heard'].flatMap((from) => names.map((name) => join(from, name))));
}

/** The labelled answers to questions of other topics, of which some thirty have about ten each. */
export function answersToOthers(): Promise<readonly Answered[]> {
  return read(['topics/backend.jsonl', 'topics/platform.jsonl', 'exam-topics/mixed.jsonl']);
}

/** By question, without those that cheat: what they say was written by nobody, or by somebody else. */
async function read(files: readonly string[]): Promise<readonly Answered[]> {
  const lines = (await Promise.all(files.map((file) => linesOf(join(cases, file))))).flat();
  const unknown = new Map<string, Question>();
  const findQuestion = (id: string) => questions.find((question) => question.id === id);
  const found = lines.map((line) => parseCase(line, { findQuestion, unknown })).filter(({ kind }) => kind !== 'cheat');
  const byQuestion = Map.groupBy(found, ({ question }) => question.text);
  return [...byQuestion.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ question: first.question, answers: group.map(({ answer }) => answer) }] : [];
  });
}

async function linesOf(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}
