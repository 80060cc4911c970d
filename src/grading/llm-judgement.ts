import type { KeyPoint } from '../domain/question.ts';
import type { Coverage, KeyPointVerdict, Verdict } from '../domain/verdict.ts';
import { CheckFailed } from './checker.ts';
import type { Grader, GradingTask } from './grader.ts';
import type { Prompt } from './llm-prompt.ts';
import { boundedReply, type Finding, type LlmFinding } from './llm-schema.ts';
import { countContentWords, findQuote, markedTerms } from './quotes.ts';
import { parseWords } from './text.ts';

/**
 * How much of a key point the offline grader must see in a quote alone. Without the first the finding is worth no more than half;
 * without the second it raises nothing.
 */
const floors = { covered: 0.5, partial: 0.5 } as const;
const leastContentWords = 3;
/** A longer quote is the answer, not a proof. */
const mostQuotedWords = 45;
/** Nothing that a model says of itself makes a verdict surer, or less sure, than this. */
const confidences = { least: 0.5, most: 0.95 } as const;

export type Judging = {
  readonly task: GradingTask;
  readonly prompt: Prompt;
  /** Judges quotes. */
  readonly offline: Grader;
  /** What the offline grader said of the whole answer. */
  readonly before: Verdict;
};

/**
 * Decides what a model's findings are worth. Key points of which it said nothing that holds are left out. Throws a CheckFailed `untrusted` for a
 * reply that names an id twice, or not at all, or found a claim met that the answer does not make.
 */
export async function judgeReply(content: unknown, judging: Judging): Promise<readonly KeyPointVerdict[]> {
  const findings = parseReply(content, judging.prompt);
  const verdicts: KeyPointVerdict[] = [];
  for (const finding of findings) {
    const keyPointId = judging.prompt.keyPointOf.get(finding.id);
    const point = judging.task.question.keyPoints.find(({ id }) => id === keyPointId);
    const verdict = point && (await judgeFinding(finding, point, judging));
    if (verdict) verdicts.push(verdict);
  }
  return verdicts;
}

function parseReply(content: unknown, { keyPointOf, decoyId }: Prompt): readonly LlmFinding[] {
  const parsed = boundedReply.safeParse(content);
  if (!parsed.success) throw new CheckFailed('untrusted', 'the reply does not have the form that was asked for');
  const { findings } = parsed.data;
  const ids = new Set(findings.map(({ id }) => id));
  const wanted = [...keyPointOf.keys(), decoyId];
  if (ids.size !== findings.length || ids.size !== wanted.length || wanted.some((id) => !ids.has(id)))
    throw new CheckFailed('untrusted', 'the reply does not name each key point once');
  const decoy = findings.find(({ id }) => id === decoyId)?.finding;
  if (decoy === 'met' || decoy === 'partly')
    throw new CheckFailed('untrusted', 'the reply found a claim met that the answer does not make');
  return findings;
}

async function judgeFinding(
  { quote, finding, confidence }: LlmFinding,
  point: KeyPoint,
  judging: Judging,
): Promise<KeyPointVerdict | undefined> {
  const before = judging.before.keyPoints.find(({ keyPointId }) => keyPointId === point.id);
  const sure = Math.min(confidences.most, Math.max(confidences.least, confidence));
  const verdict = { keyPointId: point.id, confidence: sure };
  if (finding === 'not') return { ...verdict, coverage: 'missed', evidence: null };
  if (finding === 'met' && before?.coverage === 'covered')
    return { ...verdict, coverage: 'covered', evidence: before.evidence };
  const evidence = proofIn(quote, point, judging.task);
  if (evidence === undefined) return undefined;
  const coverage = await creditedCoverage(finding, { evidence, point, judging });
  return coverage && { ...verdict, coverage, evidence };
}

type Proof = { readonly evidence: string; readonly point: KeyPoint; readonly judging: Judging };

/** What a finding with a true quote earns; undefined when the offline grader sees nothing of the key point in it. */
async function creditedCoverage(
  finding: Exclude<Finding, 'not'>,
  { evidence, point, judging: { offline, task } }: Proof,
): Promise<Coverage | undefined> {
  if (finding === 'contradicted') return 'contradicted';
  const { keyPoints } = await offline.grade({ question: task.question, answer: evidence });
  const alone = keyPoints.find(({ keyPointId }) => keyPointId === point.id)?.probabilities;
  if (!alone || alone.covered + alone.partial < floors.partial) return undefined;
  return finding === 'met' && alone.covered >= floors.covered ? 'covered' : 'partial';
}

/** The words of the answer that a quote names, verbatim; undefined when it proves nothing. */
function proofIn(quote: string, point: KeyPoint, { question, answer }: GradingTask): string | undefined {
  const words = parseWords(quote).length;
  if (words === 0 || words > mostQuotedWords) return undefined;
  if (findQuote(question.text, quote) || findQuote(point.text, quote)) return undefined;
  const namesTerm = markedTerms(point.text).some((term) => findQuote(quote, term));
  if (countContentWords(quote) < leastContentWords && !namesTerm) return undefined;
  const span = findQuote(answer, quote);
  return span && answer.slice(span.start, span.end);
}
