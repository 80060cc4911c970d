import { lengthProblem } from '../domain/display.ts';
import { adminJudge, type Outcome, withAdmin } from '../domain/dispute.ts';
import { type FieldValues, textIn } from '../domain/interaction.ts';
import { likelyWords } from '../domain/learned-phrase.ts';
import { type Coverage, coverages, type KeyPointVerdict, scoreOf } from '../domain/verdict.ts';
import type { Reply } from '../reply/reply.ts';
import {
  type DecisionDraft,
  type DecisionProblems,
  decidedView,
  decisionForm,
  maxEvidenceLength,
  maxNoteLength,
} from '../reply/views/dispute-decision.ts';
import { loadAttempt, type StoredAttempt } from '../store/attempts.ts';
import { findDecision, recordDecision } from '../store/dispute-decisions.ts';
import type { Context } from './context.ts';
import { type DisputedCase, decidedNotice, findCase, noCase } from './disputed-case.ts';
import { regrade } from './regrade.ts';
import { standingOf, tellDecision } from './tell-decision.ts';

/** The form to decide a dispute; whoever comes too late is told who has decided it. */
export async function openDecision(context: Context, outcome: Outcome, value: string): Promise<Reply> {
  const found = await findCase(context, value);
  if (!found) return noCase;
  if (found.decision) return decidedNotice(found.decision);
  const evidence = [...likelyWords({ ...found.dispute, keyPoint: found.keyPoint })]
    .slice(0, maxEvidenceLength)
    .join('');
  const coverage = found.dispute.coverage === 'covered' ? 'missed' : 'covered';
  return formOf(found, { outcome, value, draft: { coverage, evidence, note: '' } });
}

type Sent = { readonly outcome: Outcome; readonly value: string };

/** Decides a dispute, once, and has its member told; or gives the form back with what is wrong. */
export async function takeDecision(
  context: Context,
  { fields, ...sent }: Sent & { readonly fields: FieldValues },
): Promise<Reply> {
  const found = await findCase(context, sent.value);
  if (!found) return noCase;
  if (found.decision) return decidedNotice(found.decision);
  const draft = draftOf(fields);
  const problems = sent.outcome === 'accepted' ? acceptProblems(found, draft) : rejectProblems(draft);
  if (Object.keys(problems).length > 0) return formOf(found, { ...sent, draft, problems });
  return decide(context, found, { ...sent, draft });
}

type Drafted = Sent & { readonly draft: DecisionDraft; readonly problems?: DecisionProblems };

function formOf({ keyPoint, dispute: { memberName } }: DisputedCase, { draft, problems, ...sent }: Drafted): Reply {
  return decisionForm({ ...sent, memberName, keyPoint }, draft, problems);
}

function draftOf(fields: FieldValues): DecisionDraft {
  return {
    coverage: textIn(fields, 'coverage'),
    evidence: textIn(fields, 'evidence'),
    note: textIn(fields, 'note'),
  };
}

function acceptProblems({ dispute }: DisputedCase, draft: DecisionDraft): DecisionProblems {
  const coverage = coverageOf(draft);
  return {
    ...(coverage === undefined && { coverage: 'Choose how it is graded from now on.' }),
    ...(coverage === dispute.coverage && { coverage: 'It is graded like that already: choose another, or reject.' }),
    ...(!dispute.answer.includes(draft.evidence) && {
      evidence: 'These words are not in the answer: copy them from it, or leave none.',
    }),
    ...noteProblem(draft),
  };
}

function rejectProblems(draft: DecisionDraft): DecisionProblems {
  return draft.note === ''
    ? { note: 'Say in a sentence why the grade stands: the member reads it.' }
    : noteProblem(draft);
}

function noteProblem({ note }: DecisionDraft): DecisionProblems {
  const problem = lengthProblem('note', note, maxNoteLength);
  return problem === undefined ? {} : { note: problem };
}

function coverageOf({ coverage }: DecisionDraft): Coverage | undefined {
  return coverages.find((name) => name === coverage);
}

async function decide(context: Context, found: DisputedCase, { outcome, value, draft }: Drafted): Promise<Reply> {
  const { tx, workspace, member, at } = context;
  const { attemptId, keyPointId } = found.dispute;
  const accepted = outcome === 'accepted' ? (coverageOf(draft) ?? null) : null;
  const decision = { attemptId, keyPointId, outcome, coverage: accepted, note: draft.note, decidedBy: member.id, at };
  const attempt = await loadAttempt(tx, workspace.id, attemptId);
  const before = await standingOf(tx, workspace.id, attempt);
  if (!(await recordDecision(tx, workspace.id, decision))) {
    const other = await findDecision(tx, workspace.id, found.dispute);
    return other ? decidedNotice(other) : noCase;
  }
  if (accepted) await supersede(context, found, { attempt, coverage: accepted, evidence: draft.evidence });
  return decidedView(await tellDecision(context, found, { outcome, value, note: draft.note, before }));
}

type Superseding = { readonly attempt: StoredAttempt; readonly coverage: Coverage; readonly evidence: string };

/** Puts an admin's verdict in the place of the disputed one. */
async function supersede(
  { deps, tx, workspace }: Context,
  { question, keyPoint }: DisputedCase,
  { attempt, coverage, evidence }: Superseding,
): Promise<void> {
  const proven = coverage !== 'missed' && evidence !== '';
  const judged: KeyPointVerdict = {
    keyPointId: keyPoint.id,
    coverage,
    confidence: 1,
    evidence: proven ? evidence : null,
  };
  const others = attempt.verdict?.keyPoints.filter(({ keyPointId }) => keyPointId !== keyPoint.id) ?? [];
  const score = scoreOf(question, [...others, judged]);
  const gradedBy = withAdmin(attempt.verdict?.gradedBy ?? '');
  await regrade(deps, tx, workspace, {
    question,
    attemptId: attempt.id,
    verdict: { gradedBy, score, keyPoints: [judged] },
    judgedBy: adminJudge,
  });
}
