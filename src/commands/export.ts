import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { offerOf } from '../coach/offer.ts';
import { CoachError } from '../domain/errors.ts';
import { ownTopic } from '../domain/own-pack.ts';
import type { Pack } from '../domain/question.ts';
import { type Catalog, createCatalog } from '../knowledge/catalog.ts';
import { loadPacks } from '../knowledge/load-packs.ts';
import { printPack } from '../knowledge/print-pack.ts';
import { loadConfig } from '../ops/config.ts';
import { listAllLearnedPhrases } from '../store/learned-phrases.ts';
import { type Db, openToRead } from '../store/store.ts';
import { findWorkspaceId } from '../store/workspaces.ts';
import type { Command } from './command.ts';
import { writeNewFile } from './write-new-file.ts';

/** `coach export`: packs as Markdown, as they are or with what a workspace has made of them. */
export const exportCommand: Command = {
  usage: 'export [--workspace PLATFORM:ID] [--pack ID] [--out FOLDER]',
  summary: 'write packs as Markdown: of the catalog, or a workspace’s own with what it has learned',
  options: { workspace: { type: 'string' }, pack: { type: 'string' }, out: { type: 'string' } },
  run: async ({ values, positionals, print }) => {
    if (positionals.length > 0) throw new CoachError('input-invalid', 'Name the pack after --pack.');
    const { knowledgeDir, databaseUrl } = loadConfig();
    // What was heard in answers stays in its file beside the pack.
    const catalog = createCatalog((await loadPacks(knowledgeDir)).writtenPacks.map(({ written }) => written));
    const named = { pack: textOf(values.pack), workspace: textOf(values.workspace) };
    const packs = await packsOf(catalog, databaseUrl, named);
    if (typeof values.out === 'string') for (const line of await writePacks(packs, values.out)) print(line);
    else print(onlyOne(packs).trimEnd());
    return 0;
  },
};

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

type Named = { readonly pack: string | undefined; readonly workspace: string | undefined };

async function packsOf(catalog: Catalog, databaseUrl: string, named: Named): Promise<readonly Pack[]> {
  if (named.workspace === undefined) return pick(catalog.packs(), named.pack);
  const store = await openToRead(databaseUrl);
  try {
    const { workspace } = named;
    return await store.read((db) => packsOfWorkspace(catalog, db, { ...named, workspace }));
  } finally {
    await store.close();
  }
}

function pick(packs: readonly Pack[], id: string | undefined, ownPack?: string): readonly Pack[] {
  const wanted = id === ownTopic ? (ownPack ?? id) : id;
  const picked = wanted === undefined ? packs : packs.filter((pack) => pack.id === wanted);
  if (picked.length > 0) return picked;
  const known = packs.map((pack) => pack.id).join(', ');
  throw new CoachError(
    'input-invalid',
    id === undefined ? 'There is no pack.' : `There is no pack "${id}": there are ${known}.`,
  );
}

/** The packs of a workspace as its grading knows them: the one that is named, or its own and all in which it has learned phrases. */
async function packsOfWorkspace(
  catalog: Catalog,
  db: Db,
  { pack, workspace }: Named & { readonly workspace: string },
): Promise<readonly Pack[]> {
  const [platform = '', ...rest] = workspace.split(':');
  const workspaceId = await findWorkspaceId(db, { platform, externalId: rest.join(':') });
  if (!workspaceId)
    throw new CoachError(
      'input-invalid',
      `There is no workspace "${workspace}": write it like slack:T0123456 or local:local.`,
    );
  const offer = await offerOf({ catalog }, db, workspaceId);
  const phrases = Map.groupBy(await listAllLearnedPhrases(db, workspaceId), ({ questionId }) => questionId);
  const packs = offer.packs().map(({ pack: one }) => ({
    ...one,
    questions: one.questions.map((question) => offer.withPhrases(question, phrases.get(question.id) ?? [])),
  }));
  if (pack !== undefined) return pick(packs, pack, offer.ownPack);
  const changed = packs.filter(
    ({ id, questions }) =>
      id === offer.ownPack || questions.some((question) => catalog.find(question.id)?.version !== question.version),
  );
  if (changed.length > 0) return changed;
  throw new CoachError('input-invalid', 'That workspace has no questions of its own and has learned no phrases.');
}

function onlyOne(packs: readonly Pack[]): string {
  const [first] = packs;
  if (first && packs.length === 1) return printPack(first);
  const ids = packs.map(({ id }) => id).join(', ');
  throw new CoachError(
    'input-invalid',
    `There are ${packs.length} packs (${ids}): name one with --pack, or a folder with --out.`,
  );
}

/** Writes each pack to a file of its own, in the place of none; says where each is. */
async function writePacks(packs: readonly Pack[], folder: string): Promise<readonly string[]> {
  const files = packs.map((pack) => ({ pack, file: join(folder, `${pack.id}.md`) }));
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new CoachError('input-invalid', `"${folder}" cannot be written: ${elsewhere}.`, { cause });
  });
  for (const { pack, file } of files) await writeNewFile(file, printPack(pack), elsewhere);
  return files.map(({ file }) => file);
}

const elsewhere = 'name another folder with --out';
