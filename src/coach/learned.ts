import type { WorkspaceId } from '../domain/ids.ts';
import type { LearnedPhrase } from '../domain/learned-phrase.ts';
import type { Question } from '../domain/question.ts';
import { credits, type KeyPointVerdict, scoreOf, type Verdict } from '../domain/verdict.ts';
import type { GradingTask } from '../grading/grader.ts';
import type { Offer } from '../knowledge/offer.ts';
import { listLearnedPhrases } from '../store/learned-phrases.ts';
import type { WorkspaceDeps } from './context.ts';

/** What gives questions the phrases that were learned. */
type Teaching = { readonly offer: Pick<Offer, 'withPhrases'> };

/**
 * Grades an answer as a workspace does: with what its admins had it learn, and nothing of any other workspace. Learning only
 * adds: a key point of which no phrase was learned comes out as ever, and one of which some were comes out as ever or better.
 */
export async function gradeAsLearned(
  { store, offer, grader }: Pick<WorkspaceDeps, 'store' | 'grader'> & Teaching,
  workspaceId: WorkspaceId,
  task: GradingTask,
): Promise<Verdict> {
  const { question, answer } = task;
  const phrases = await store.read((db) => listLearnedPhrases(db, workspaceId, question.id));
  const taught = offer.withPhrases(question, phrases);
  const verdict = await grader.grade(task);
  if (taught === question) return verdict;
  const { keyPoints: learned } = await grader.grade({ question: taught, answer });
  const keyPoints = verdict.keyPoints.map((point, index) => betterOf(point, learned[index], { question, phrases }));
  return { ...verdict, score: scoreOf(question, keyPoints), keyPoints };
}

type Learned = { readonly question: Question; readonly phrases: readonly LearnedPhrase[] };

/**
 * A few phrases teach a grader less than a pack's many: where the author gives none, what was learned counts where it is
 * said word for word, of which a grader is wholly sure. (Else, with one phrase learned and nothing more known, 35 % of the
 * verdicts "covered" on training answers to other topics were wrong, against 23 % before.)
 */
function betterOf(
  known: KeyPointVerdict,
  learned: KeyPointVerdict | undefined,
  { question, phrases }: Learned,
): KeyPointVerdict {
  const point = question.keyPoints.find(({ id }) => id === known.keyPointId);
  const concerns = phrases.some(({ keyPointId }) => keyPointId === known.keyPointId);
  if (!point || !learned || !concerns || credits[learned.coverage] <= credits[known.coverage]) return known;
  const isBare = point.accepts.length + point.rejects.length === 0;
  return learned.confidence === 1 || !isBare ? learned : known;
}
