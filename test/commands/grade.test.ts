import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { grade } from '../../src/commands/grade.ts';
import { fakeKey, startFakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { isOneSentence, shippedKnowledge, useShell } from './coach-process.ts';
import { runHere } from './run-here.ts';

const shell = useShell();
const goodAnswer =
  'A cache lowers latency because it answers from memory.\nI like it. It takes load off the database – “always”.';
const shippedAnswer = `I'd put API Gateway in front of Lambda with DynamoDB behind it, so it's serverless.
For callers all over the world I pick edge-optimized endpoints, otherwise regional ones.
API Gateway runs the business logic itself, so no Lambda is needed.`;

type Graded = {
  readonly score: number;
  readonly keyPoints: readonly {
    readonly coverage: string;
    readonly confidence: number;
    readonly evidence: string | null;
  }[];
};

describe('coach grade', () => {
  it.each([
    ['an own question', ['grade', 'caching/what', '--json'], goodAnswer, {}],
    [
      'a shipped question',
      ['grade', '--json', 'aws-api-gateway/scalable-resilient-api'],
      shippedAnswer,
      shippedKnowledge,
    ],
  ])('gives the verdict on %s as JSON', async (_what, args, input, env) => {
    const { code, stdout, stderr } = await shell.coach(args, { input, env });
    expect([code, stderr]).toEqual([0, '']);
    const graded: Graded = JSON.parse(stdout);
    expect(Object.keys(graded)).toEqual(['questionId', 'score', 'gradedBy', 'keyPoints']);
    expect(graded).toMatchObject({ questionId: args.find((arg) => arg.includes('/')), gradedBy: 'offline-5' });
    expect(graded.score).toBeGreaterThan(0);
    expect(graded.score).toBeLessThanOrEqual(1);
    for (const point of graded.keyPoints) {
      expect(Object.keys(point)).toEqual(['id', 'text', 'coverage', 'confidence', 'evidence']);
      expect(['covered', 'partial', 'missed', 'contradicted']).toContain(point.coverage);
      expect(point.confidence).toBeGreaterThanOrEqual(0);
      expect(point.confidence).toBeLessThanOrEqual(1);
      expect(point.evidence === null).toBe(point.coverage === 'missed');
      if (point.evidence !== null) expect(input).toContain(point.evidence);
    }
  });

  it('gives people a line for each key point with its proof, and knows a question by its short name', async () => {
    const { code, stdout } = await shell.coach(['grade', 'what'], { input: goodAnswer });
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        '100 of 100, graded by offline-5',
        '✓ Covered: A cache lowers **latency** because it answers from memory.',
        '    "A cache lowers latency because it answers from memory"',
        '✓ Covered: A cache takes load off the database.',
        '    "It takes load off the database – “always"',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['nothing', '', 'The answer is empty: write a sentence or two first.'],
    ['an emoji', '🚀🚀', 'The answer has no words in it: say it in words.'],
    ['100 KB', 'word '.repeat(20_000), 'The answer has 99,999 characters and the limit is 4,000: shorten it a little.'],
  ])('refuses %s in one sentence', async (_what, input, sentence) => {
    const finish = await shell.coach(['grade', 'caching/what', '--json'], { input });
    expect(finish).toSatisfy(isOneSentence);
    expect(finish.stderr).toBe(`${sentence}\n`);
  });

  it('refuses a file that is no text in one sentence', async () => {
    const input = gzipSync(goodAnswer);
    expect(await shell.coach(['grade', 'caching/what', '--json'], { input })).toSatisfy(isOneSentence);
  });

  it.each([
    ['blanks', Buffer.from(' \n\t\r\n')],
    ['bytes above ASCII', Buffer.from(Array.from({ length: 300 }, (_, index) => 128 + (index % 128)))],
    ['the head of an image', Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex')],
  ])('refuses %s too', async (_what, input) => {
    const refused = runHere(grade, { positionals: ['caching/what'], input, knowledgeDir: shell.folder() });
    await expect(refused).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('says in one sentence that there is no such question', async () => {
    const finish = await shell.coach(['grade', 'caching/nope'], { input: goodAnswer });
    expect(finish).toSatisfy(isOneSentence);
    expect(finish.stderr).toBe('There is no question "caching/nope": "coach questions" lists them.\n');
    const unnamed = runHere(grade, { knowledgeDir: shell.folder() });
    await expect(unnamed).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

describe('coach grade with a language model', () => {
  it('has it look at what is in doubt, and says who has judged', async () => {
    const fake = await startFakeOpenAi(({ points, answer }) =>
      points.map(({ id, text }) => ({
        id,
        quote: text.includes('database') ? answer : '',
        finding: text.includes('database') ? 'met' : 'not',
        confidence: 0.9,
      })),
    );
    vi.stubEnv('OPENAI_API_KEY', fakeKey);
    vi.stubEnv('OPENAI_BASE_URL', fake.url);
    vi.stubEnv('OPENAI_MODEL', 'model-1');
    const { code, stdout } = await runHere(grade, {
      positionals: ['caching/what'],
      values: { grader: 'cascade' },
      input: 'The database behind a cache gets fewer queries.',
      knowledgeDir: shell.folder(),
    });
    expect(code).toBe(0);
    expect(stdout).toContain('graded by offline-5 + model-1 (p1, s1)');
    expect(stdout).toMatch(/^(✓ Covered|◐ Half covered): A cache takes load off the database\.$/m);
    await fake.stop();
    expect(fake.violations).toEqual([]);
  });
});
