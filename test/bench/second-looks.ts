import { openCatalog } from '../../src/app.ts';
import { figureOf, timesOf } from '../../src/bench/figure.ts';
import { readCases } from '../../src/commands/read-cases.ts';
import { loadSettings } from '../../src/commands/settings.ts';
import { createCascadeGrader } from '../../src/grading/cascade-grader.ts';
import { gradeCases } from '../../src/grading/evaluate.ts';
import type { EvaluationCase } from '../../src/grading/evaluation-case.ts';
import type { Grader } from '../../src/grading/grader.ts';
import { createCheckingGrader, createLlmChecker } from '../../src/grading/llm-checker.ts';
import { llmFiguresOf } from '../../src/grading/llm-evaluation.ts';
import { createOpenAiModel } from '../../src/grading/llm-grader.ts';
import type { Model } from '../../src/grading/llm-model.ts';
import { createMeteredChecker } from '../../src/grading/metered-checker.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import type { Brain } from '../fakes/openai/brains.ts';
import { fakeKey, startFakeOpenAi } from '../fakes/openai/fake-openai.ts';

const goals = { inputTokens: 1_200, outputTokens: 250, shareRouted: 0.3, overheadMs: 5 } as const;
const price = { input: 0.4, output: 1.6 };
const quotedWords = 12;

/** Says something of each key point with a true quote, as a talkative model would; what it says is of no account. */
const talkative: Brain = ({ points, answer }) =>
  points.map(({ id }) => ({
    id,
    quote: answer.split(/\s+/).slice(0, quotedWords).join(' '),
    finding: 'contradicted',
    confidence: 0.85,
  }));

/** Tokens (estimated as the fake server does) and the share of key points that are sent, over all of the cases. */
async function measureTokens(offline: Grader, cases: readonly EvaluationCase[]): Promise<void> {
  const fake = await startFakeOpenAi(talkative);
  const model = createOpenAiModel({ apiKey: fakeKey, baseUrl: fake.url, model: 'fake' });
  const asked = createLlmChecker({ model, offline, price, random: Math.random });
  const checker = createMeteredChecker(asked, Number.POSITIVE_INFINITY);
  const { doubtsIn } = checker;
  const second = createCheckingGrader(checker);
  const cascade = createCascadeGrader({ first: offline, second, doubtsIn, onFallback: () => {} });
  const graded = await gradeCases(cascade, cases, () => performance.now());
  const { inputTokens, outputTokens, shareRouted, ...figures } = llmFiguresOf(checker, graded);
  const judged = { inputTokens, outputTokens, shareRouted };
  console.log(JSON.stringify({ figure: 'second looks', answers: cases.length, ...judged, ...figures, goals }));
  if (fake.violations.length > 0) throw new Error(fake.violations.join('; '));
  await fake.stop();
  if ((inputTokens ?? 0) > goals.inputTokens || (outputTokens ?? 0) > goals.outputTokens)
    console.error('A call takes more tokens than is good.');
}

/** What our own code takes for one call: writing the prompt, and judging the reply. */
async function measureOverhead(offline: Grader, cases: readonly EvaluationCase[]): Promise<void> {
  const instant: Model = {
    name: 'fake',
    ask: async ({ keyPointOf, decoyId, input }) => {
      const quote = (input.split('\nANSWER ')[1] ?? '').split(/\s+/).slice(1, quotedWords).join(' ');
      const findings = [...keyPointOf.keys(), decoyId].map((id) => ({
        id,
        quote: id === decoyId ? '' : quote,
        finding: id === decoyId ? 'not' : 'met',
        confidence: 0.9,
      }));
      return { content: { findings }, usage: { inputTokens: 1_000, outputTokens: 90 } };
    },
  };
  const checker = createLlmChecker({ model: instant, offline, price, random: Math.random });
  const tasks = await Promise.all(
    cases.map(async ({ question, answer }) => ({
      question,
      answer,
      only: checker.doubtsIn(await offline.grade({ question, answer })),
    })),
  );
  const doubtful = tasks.filter(({ only }) => only.length > 0);
  const times = await timesOf(doubtful, (task) => checker.prepare(task).run());
  const alone = await timesOf(doubtful, (task) => offline.grade(task));
  for (const p of ['p50', 'p99'] as const) {
    const figure = {
      figure: `our code around a call ${p}`,
      unit: 'ms',
      value: times[p],
      goal: goals.overheadMs,
    } as const;
    console.log(
      JSON.stringify(figureOf({ ...figure, baseline: 'grading the answer offline', baselineValue: alone[p] })),
    );
  }
}

const catalog = await openCatalog(loadSettings());
const offline = createOfflineGrader(catalog.glossary());
const cases = (
  await Promise.all(['tune', 'report', 'exam'].map((part) => readCases(`test/cases/grading/${part}`, catalog)))
).flat();
await measureTokens(offline, cases);
await measureOverhead(offline, cases);
