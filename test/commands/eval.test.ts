import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { evalCommand } from '../../src/commands/eval.ts';
import { nothingThere } from '../fakes/openai/brains.ts';
import { fakeKey, startFakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { isOneSentence, useShell } from './coach-process.ts';
import { runHere } from './run-here.ts';

const shell = useShell();
const covered = 'A cache lowers latency because it answers from memory.';
const queue = { question: 'What is a queue?', answer: 'A queue decouples the sender from the receiver.' };

type Evaluation = {
  readonly n: number;
  readonly keyPoint: { readonly n: number };
  readonly msPerAnswer: { readonly p50: number; readonly p99: number };
  readonly baselines: Readonly<Record<string, Evaluation>>;
};

async function writeCases(lines: readonly unknown[]): Promise<string> {
  const file = join(shell.folder(), 'cases.jsonl');
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  await writeFile(file, texts.join('\n'));
  return file;
}

function readEvaluation(stdout: string): Evaluation {
  const evaluation: Evaluation = JSON.parse(stdout);
  expect(Object.keys(evaluation)).toEqual([
    ...['n', 'pearson', 'rmse', 'qwk', 'keyPoint', 'contradictedRecall', 'meanScore', 'msPerAnswer', 'labelled'],
    ...['baselines', 'difficulty', 'kinds', 'calibration'],
  ]);
  expect(Object.keys(evaluation.baselines)).toEqual(['Fuse.js', 'stem recall']);
  expect(Object.keys(evaluation.keyPoint).toSorted()).toEqual(['auc', 'f1', 'kappa', 'n', 'precision', 'recall']);
  expect(Object.keys(evaluation.msPerAnswer)).toEqual(['p50', 'p99']);
  expect(evaluation.msPerAnswer.p99).toBeGreaterThanOrEqual(evaluation.msPerAnswer.p50);
  return evaluation;
}

async function evaluate(...lines: readonly unknown[]): Promise<Evaluation> {
  const positionals = [await writeCases(lines)];
  const { code, stdout } = await runHere(evalCommand, {
    positionals,
    values: { json: true },
    knowledgeDir: shell.folder(),
  });
  expect(code).toBe(0);
  return readEvaluation(stdout);
}

describe('coach eval', () => {
  it('compares a known question by its id or its wording with one label for each key point', async () => {
    await writeCases([
      { question: 'caching/what', answer: covered, labels: ['covered', 'missed'], score: 0.5 },
      '',
      {
        question: 'what does a cache buy you',
        answer: 'It takes load off the database.',
        labels: ['missed', 'covered'],
        score: 0.5,
      },
      { question: 'What does a cache buy you?', answer: 'I do not know.', labels: ['missed', 'missed'], score: 0 },
    ]);
    const { code, stdout, stderr } = await shell.coach(['eval', 'cases.jsonl', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const evaluation = readEvaluation(stdout);
    expect(evaluation).toMatchObject({ n: 3, rmse: 0, qwk: 1, contradictedRecall: null });
    expect(evaluation).toMatchObject({ pearson: expect.closeTo(1), meanScore: expect.closeTo(1 / 3) });
    expect(evaluation.keyPoint).toEqual({ n: 6, f1: 1, precision: 1, recall: 1, kappa: 1, auc: 1 });
  });

  it('counts the labels of each annotator', async () => {
    const labels = [
      ['covered', 'missed'],
      ['covered', 'missed'],
      ['partial', 'contradicted'],
    ];
    const { n, keyPoint } = await evaluate({ question: 'caching/what', answer: covered, labels });
    expect(n).toBe(1);
    expect(keyPoint).toMatchObject({ n: 6, recall: 1, precision: expect.closeTo(2 / 3) });
  });

  it('grades an unknown question by its key points, or by its reference, alone', async () => {
    const keyPoints = [
      'A queue decouples the sender from the receiver.',
      'It keeps messages while the receiver is away.',
    ];
    const evaluation = await evaluate(
      { ...queue, keyPoints, labels: ['covered', 'missed'] },
      { ...queue, reference: 'A queue decouples the sender from the receiver.', score: 1 },
    );
    expect(evaluation).toMatchObject({ n: 2, rmse: 0, pearson: null, meanScore: 0.75 });
    expect(evaluation.keyPoint).toMatchObject({ n: 2, f1: 1 });
  });

  it('says what a score alone allows to say', async () => {
    const { keyPoint, ...rest } = await evaluate({ question: 'caching/what', answer: covered, score: 1 });
    expect(keyPoint).toEqual({ n: 0, f1: null, precision: null, recall: null, kappa: null, auc: null });
    expect(rest).toMatchObject({ n: 1, pearson: null, rmse: 0.5, contradictedRecall: null, meanScore: 0.5 });
    expect(rest).toMatchObject({ labelled: { meanScore: null }, kinds: {}, calibration: { ece: null, bins: [] } });
  });

  it('prints a table for people', async () => {
    const positionals = [await writeCases([{ question: 'caching/what', answer: covered, score: 0.5 }])];
    const { code, stdout } = await runHere(evalCommand, { positionals, knowledgeDir: shell.folder() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 answers, 0 key point labels\npearson +–\nrmse +0\.000\n/);
  });

  it('prints baselines, ordinary and hard answers, kinds and calibration beside it', async () => {
    const about = { question: 'caching/what', answer: covered, labels: ['covered', 'missed'] };
    const positionals = [
      await writeCases([
        { ...about, kind: 'solid' },
        { ...about, kind: 'paraphrase' },
      ]),
    ];
    const { stdout } = await runHere(evalCommand, { positionals, knowledgeDir: shell.folder() });
    const names = stdout.split('\n').map((line) => line.slice(0, 22).trim());
    const groups = ['this grader', 'Fuse.js', 'stem recall', 'ordinary', 'hard', 'solid', 'paraphrase'];
    expect(names.filter((name) => groups.includes(name))).toEqual(groups);
    expect(stdout).toMatch(/\ncalibration error +0\.\d{3}\nprobability +labels +mean +covered\n0\.0 to 0\.1 +2 /);
  });

  it('names the file and the line of everything that is wrong, and prints no figures', async () => {
    await writeCases([
      { question: 'caching/what', answer: covered },
      'not json',
      { question: 'caching/what' },
      queue,
      { question: 'caching/what', answer: 'x', score: 2 },
      { question: 'caching/what', answer: 'x', labels: ['covered'] },
      { question: 'caching/what', answer: 'x', labels: ['covered', 'maybe'] },
      { question: 'caching/what', answer: 'x', labels: [['covered', 'missed'], ['covered']] },
      '[]',
    ]);
    const finish = await shell.coach(['eval', 'cases.jsonl', '--json']);
    expect([finish.code, finish.stdout]).toEqual([1, '']);
    const lines = finish.stderr.trim().split('\n');
    expect(lines.map((line) => /^cases\.jsonl:(\d+): \S/.exec(line)?.[1])).toEqual([
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
    expect(lines[0]).toContain('not JSON');
    expect(lines[1]).toContain('answer');
    expect(lines[2]).toContain('the question is not in the catalog: give its keyPoints or a reference');
    expect(lines[3]).toContain('score');
    for (const line of lines.slice(4, 7)) expect(line).toContain('labels: ');
  });

  it('says in one sentence that there is no such file, or that none was named', async () => {
    const missing = await shell.coach(['eval', 'nowhere.jsonl']);
    expect(missing).toSatisfy(isOneSentence);
    expect(missing.stderr).toContain('"nowhere.jsonl" cannot be read');
    const unnamed = runHere(evalCommand, { knowledgeDir: shell.folder() });
    await expect(unnamed).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('coach eval'),
    });
  });
});

describe('coach eval with a language model', () => {
  const lines = [
    { question: 'caching/what', answer: 'The database behind it gets fewer queries.', labels: ['missed', 'covered'] },
    { question: 'caching/what', answer: covered, labels: ['covered', 'missed'] },
  ];

  async function evaluateWith(grader: string, variables: Readonly<Record<string, string>>) {
    const positionals = [await writeCases(lines)];
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    return runHere(evalCommand, { positionals, values: { json: true, grader }, knowledgeDir: shell.folder() });
  }

  it.each([
    ['cascade', 1, 0.25],
    ['llm', 2, 1],
  ])('asks it about what the grader "%s" sends, and counts what that takes', async (grader, calls, shareRouted) => {
    const fake = await startFakeOpenAi(nothingThere, 'ollama');
    const settings = { OPENAI_BASE_URL: fake.url, OPENAI_MODEL: 'model-1' };
    const { stdout } = await evaluateWith(grader, settings);
    const { llm, baselines, keyPoint } = JSON.parse(stdout);
    // One call finds out that there is no Responses API.
    expect(llm).toMatchObject({
      model: 'model-1 (p1, s1)',
      shareRouted,
      calls,
      failures: 1,
      fake: false,
      stability: 1,
    });
    expect(Object.keys(baselines)).toContain('offline-5');
    expect(keyPoint.n).toBe(4);
    await fake.stop();
    expect(fake.violations).toEqual([]);
  });

  it('says nothing of the agreement of a fake one', async () => {
    const fake = await startFakeOpenAi(nothingThere);
    const settings = { OPENAI_API_KEY: fakeKey, OPENAI_BASE_URL: fake.url, OPENAI_MODEL: 'fake-model' };
    const { stdout } = await evaluateWith('cascade', settings);
    expect(Object.keys(JSON.parse(stdout))).toEqual(['llm']);
    await fake.stop();
  });

  it('refuses a grader that nobody knows, and a model that nobody has set', async () => {
    await expect(evaluateWith('oracle', {})).rejects.toThrow('Name one of these graders: offline, llm, cascade.');
    await expect(evaluateWith('llm', {})).rejects.toThrow('Set OPENAI_API_KEY or OPENAI_BASE_URL');
  });
});
