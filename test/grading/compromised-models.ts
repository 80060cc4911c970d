import type { Verdict } from '../../src/domain/verdict.ts';
import type { Grader, GradingTask } from '../../src/grading/grader.ts';
import type { Model } from '../../src/grading/llm-model.ts';
import type { Prompt } from '../../src/grading/llm-prompt.ts';
import type { Finding } from '../../src/grading/llm-schema.ts';
import { parseSentences } from '../../src/grading/text.ts';

/** What a model says of a key point; of the decoy, which it is handed as undefined. */
type Saying = (keyPointId: string | undefined) => Promise<{ readonly finding: Finding; readonly quote: string }>;

const usage = { inputTokens: 1_000, outputTokens: 50 };

function modelThat(say: Saying): Model {
  const ask = async ({ keyPointOf, decoyId }: Prompt) => {
    const ids = [...keyPointOf.keys(), decoyId];
    const findings = await Promise.all(
      ids.map(async (id) => ({ id, confidence: 1, ...(await say(keyPointOf.get(id))) })),
    );
    return { content: { findings }, usage };
  };
  return { name: 'fake', ask };
}

/** Finds everything met and makes the proofs up. */
export function inventing({ question }: GradingTask): Model {
  return modelThat(async (id) => ({
    finding: 'met',
    quote: `It is well known that ${question.keyPoints.find((point) => point.id === id)?.text ?? 'bread rises'}`,
  }));
}

/** Finds everything met and copies the longest sentence of the answer. */
export function copying({ answer }: GradingTask): Model {
  const quote = sentencesOf(answer).toSorted((a, b) => b.length - a.length)[0] ?? '';
  return modelThat(async () => ({ finding: 'met', quote }));
}

/**
 * The worst that can be: it knows which claim is the decoy and spares it, and for each key point it quotes the sentence that the offline grader
 * likes best.
 */
export function omniscient(task: GradingTask, offline: Grader): Model {
  return modelThat(async (id) => (id === undefined ? { finding: 'not', quote: '' } : bestProof(task, offline, id)));
}

async function bestProof({ question, answer }: GradingTask, offline: Grader, id: string) {
  let best = { quote: '', strength: -1 };
  for (const quote of sentencesOf(answer)) {
    const { keyPoints } = await offline.grade({ question, answer: quote });
    const said = keyPoints.find(({ keyPointId }) => keyPointId === id)?.probabilities;
    const strength = said ? said.covered + said.partial / 4 : 0;
    if (strength > best.strength) best = { quote, strength };
  }
  return { finding: 'met', quote: best.quote } as const;
}

/** An honest model that happens to be of the offline grader's opinion, and quotes its evidence. */
export function agreeing(verdict: Verdict): Model {
  const findingOf = { covered: 'met', partial: 'partly', missed: 'not', contradicted: 'contradicted' } as const;
  return modelThat(async (id) => {
    const point = verdict.keyPoints.find(({ keyPointId }) => keyPointId === id);
    return { finding: point ? findingOf[point.coverage] : 'not', quote: point?.evidence ?? '' };
  });
}

function sentencesOf(answer: string): readonly string[] {
  return parseSentences(answer).map(({ start, end }) => answer.slice(start, end));
}
