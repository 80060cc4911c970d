import { openCatalog } from '../app.ts';
import { countText } from '../domain/display.ts';
import { CoachError } from '../domain/errors.ts';
import type { Question } from '../domain/question.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import { parseInline, textOf } from '../reply/inline.ts';
import { loadQuestion } from '../store/questions.ts';
import { handleReports, listOpenReports, type ReportForAuthor } from '../store/reports.ts';
import { openStore, type Store } from '../store/store.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** `coach reports`: key points that members hold to be outdated, for the authors of the packs. */
export const reports: Command = {
  usage: 'reports [--json] [--done QUESTION#KEY-POINT]',
  summary: 'list the key points that members hold to be outdated, or mark one as handled',
  options: { json: { type: 'boolean' }, done: { type: 'string' } },
  run: async ({ values, positionals, print }) => {
    if (positionals.length > 0)
      throw new CoachError('input-invalid', 'Name a key point with --done, and nothing else.');
    const settings = loadSettings();
    const catalog = await openCatalog(settings);
    const store = await openStore(settings.config.databaseUrl);
    try {
      if (typeof values.done === 'string') print(await markDone(store, values.done));
      else {
        const reported = await listReported(store, catalog);
        if (values.json) print(JSON.stringify(reported));
        else for (const line of linesOf(reported)) print(line);
      }
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** A key point with what members say about it, and never who. */
type Reported = {
  readonly id: string;
  readonly pack: string;
  readonly questionId: string;
  readonly question: string;
  readonly keyPointId: string;
  readonly keyPoint: string;
  /** Whether the question still is as it was when it was reported last. */
  readonly current: boolean;
  readonly count: number;
  readonly reasons: readonly { readonly reason: string; readonly reportedAt: string }[];
};

async function listReported(store: Store, catalog: Catalog): Promise<readonly Reported[]> {
  const open = await store.read(listOpenReports);
  const groups = Map.groupBy(open, ({ question, keyPointId }) => `${question.id}#${keyPointId}`);
  const reported: Reported[] = [];
  for (const [id, group] of groups) {
    const last = group.at(-1);
    if (last) reported.push(reportedOf(id, group, { last, ...(await asReported(store, catalog, last)) }));
  }
  return reported;
}

type Known = { readonly last: ReportForAuthor; readonly question: Question; readonly current: boolean };

/** The question of today, or as it was when it was asked, if it is gone. */
async function asReported(store: Store, catalog: Catalog, { question }: ReportForAuthor): Promise<Omit<Known, 'last'>> {
  const now = catalog.find(question.id);
  const current = now?.version === question.version;
  return { current, question: now ?? (await store.read((db) => loadQuestion(db, question))) };
}

function reportedOf(id: string, group: readonly ReportForAuthor[], { last, question, current }: Known): Reported {
  const keyPoint = question.keyPoints.find((point) => point.id === last.keyPointId);
  return {
    id,
    pack: question.pack,
    questionId: question.id,
    question: question.text,
    keyPointId: last.keyPointId,
    keyPoint: keyPoint?.text ?? '',
    current,
    count: group.length,
    reasons: group.map(({ reason, reportedAt }) => ({ reason, reportedAt: new Date(reportedAt).toISOString() })),
  };
}

function linesOf(reported: readonly Reported[]): readonly string[] {
  if (reported.length === 0) return ['Nobody has reported a key point that is not handled yet.'];
  return reported.flatMap(({ id, question, keyPoint, current, count, reasons }) => [
    `${id}  ${countText(count, 'report')}${current ? '' : ', the question has changed since'}`,
    `    ${textOf(parseInline(question))}`,
    `    ${keyPoint === '' ? 'The key point is gone.' : textOf(parseInline(keyPoint))}`,
    ...reasons.map(({ reason, reportedAt }) => `    ${reportedAt.slice(0, 10)}  ${printable(reason)}`),
  ]);
}

/** What a person typed on one line, without what would steer a terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').replaceAll(/\p{Cf}/gu, '');
}

async function markDone(store: Store, named: string): Promise<string> {
  const [questionId = '', keyPointId = '', ...more] = named.split('#');
  const at = Date.now();
  const count =
    more.length > 0 ? 0 : await store.transaction((tx) => handleReports(tx, { questionId, keyPointId, at }));
  if (count === 0)
    throw new CoachError(
      'input-invalid',
      `There is no open report of "${printable(named)}": "coach reports" lists them.`,
    );
  return `Handled: ${countText(count, 'report')} of ${named}.`;
}
