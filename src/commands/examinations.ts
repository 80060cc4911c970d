import { dirname } from 'node:path';
import { countText, listText, sizeText } from '../domain/display.ts';
import { type Examination, type Finding, ok, problem, warning } from '../domain/finding.ts';
import { loadPacks } from '../knowledge/load-packs.ts';
import type { Config } from '../ops/config.ts';
import { type FreeBytes, lookAtClock, lookAtDisk, lookAtLocalPage, lookAtPublicUrl } from '../ops/examine-host.ts';
import { createSealer } from '../ops/secrets.ts';
import { type DatabasePlace, parseDatabaseUrl } from '../store/database-url.ts';
import { type DatabaseLook, lookAtDatabase } from '../store/look-at-database.ts';
import { tenantOf } from '../vault.ts';

export type Examined = {
  readonly config: Config;
  readonly clock: () => number;
  readonly freeBytes: FreeBytes;
  /** How long a call may take, in milliseconds. */
  readonly timeoutMs: number;
};

/** Everything that has to be right for what is configured. Libraries of platforms are loaded where they are used. */
export async function examine(examined: Examined): Promise<readonly Examination[]> {
  const { config, timeoutMs } = examined;
  const { slack, discord, llm } = config;
  return [
    { name: 'settings', look: async () => ok(`Every variable is right; ${chatsOf(config)}.`) },
    ...examineDatabase(examined),
    { name: 'packs', look: () => lookAtPacks(config.knowledgeDir) },
    ...(slack ? (await import('../chat/slack/examine.ts')).examineSlack(slack, timeoutMs) : []),
    ...(discord ? (await import('../chat/discord/examine.ts')).examineDiscord(discord, timeoutMs) : []),
    ...(llm ? [await examineModel(llm, timeoutMs)] : []),
    ...(await examineClocks(examined)),
    { name: 'local page', look: async () => lookAtLocalPage(config) },
    ...examinePublicUrl(config),
  ];
}

function chatsOf({ slack, discord, llm }: Config): string {
  const served = [...(slack ? ['Slack'] : []), ...(discord ? ['Discord'] : [])];
  const chats = served.length > 0 ? `the coach is on ${listText(served)}` : 'no chat is configured';
  return `${chats}, ${llm ? `with second looks of ${llm.model}` : 'and all grading is offline'}`;
}

async function examineModel(llm: NonNullable<Config['llm']>, timeoutMs: number): Promise<Examination> {
  const { lookAtModel } = await import('../grading/examine-model.ts');
  return { name: 'language model', look: () => lookAtModel(llm, timeoutMs) };
}

/** The database is looked at once, for all that is to be said of it. */
function examineDatabase({ config, freeBytes }: Examined): readonly Examination[] {
  const place = parseDatabaseUrl(config.databaseUrl);
  if (!place) return [];
  let looking: Promise<DatabaseLook | undefined> | undefined;
  const look = () => {
    looking ??= lookAtDatabase(place);
    return looking;
  };
  const { secretKey } = config;
  const sealed = {
    name: 'secret keys',
    look: async () => {
      const { installations } = (await look()) ?? { installations: [] };
      return installations ? lookAtSeals(installations, secretKey ?? '') : warning(uncounted);
    },
  };
  const disk = async (path: string) => {
    const found = await look().catch(() => undefined);
    return lookAtDisk({ folder: dirname(path), bytes: found?.bytes ?? 0 }, freeBytes);
  };
  return [
    { name: 'database', look: async () => describeDatabase(place, await look()) },
    ...(place.type === 'sqlite' ? [{ name: 'disk', look: () => disk(place.path) }] : []),
    ...(secretKey === undefined ? [] : [sealed]),
  ];
}

/** The log is written back at 16 MB; one that is far larger has a reader that does not end. */
const largeLog = 256 * 1_024 * 1_024;

function describeDatabase({ shown }: DatabasePlace, found: DatabaseLook | undefined): Finding {
  if (!found) return ok(`There is no database "${shown}" yet: the first start makes it.`);
  const { bytes, logBytes, pending, isRead } = found;
  const size = `"${shown}" has ${sizeText(bytes)}`;
  if (logBytes > largeLog)
    return warning(
      `${size} and a log of ${sizeText(logBytes)}: end programs that keep the database open, and start the coach again.`,
    );
  if (pending > 0) return ok(`${size}; the next start brings it up to date, so make a backup before it.`);
  return ok(isRead ? `${size}, and was read through.` : `${size}.`);
}

const uncounted =
  'Installations are counted when the database is up to date: keep every key in SECRET_KEY, start the coach, and look again.';

type Installations = NonNullable<DatabaseLook['installations']>;

function lookAtSeals(installations: Installations, secretKey: string): Finding {
  const sealer = createSealer(secretKey);
  const opens = ({ sealed, ...of }: Installations[number]) => {
    try {
      return sealer.open(sealed, tenantOf(of)) !== undefined;
    } catch {
      return false;
    }
  };
  const all = countText(installations.length, 'installation');
  const lost = installations.filter((one) => !opens(one)).length;
  if (lost > 0)
    return problem(
      `${lost} of ${all} open with no key of SECRET_KEY: add the key that sealed them after a comma, or install there again.`,
    );
  const old = installations.filter(({ sealed }) => !sealer.isCurrent(sealed)).length;
  if (old > 0)
    return warning(
      `${old} of ${all} are sealed with an older key: keep it in SECRET_KEY, and start the coach to seal them anew.`,
    );
  return ok(`${all}, sealed with the first key of SECRET_KEY; older keys are needed for backups alone.`);
}

async function lookAtPacks(folder: string): Promise<Finding> {
  const { packs, problems } = await loadPacks(folder);
  const good = countText(packs.length, 'good pack');
  const wrong = `${countText(problems.length, 'problem')} in others: "coach check" names them`;
  if (packs.length === 0) return problem(`There is no good pack in "${folder}", and ${wrong}.`);
  if (problems.length > 0) return warning(`${good} in "${folder}", and ${wrong}.`);
  const questions = packs.reduce((sum, pack) => sum + pack.questions.length, 0);
  return ok(`${good} in "${folder}", with ${countText(questions, 'question')}.`);
}

async function examineClocks({ config, clock, timeoutMs }: Examined): Promise<readonly Examination[]> {
  const { slack, discord } = config;
  const servers = [
    ...(slack ? [(await import('../chat/slack/examine.ts')).timeServer(slack.apiUrl)] : []),
    ...(discord ? [(await import('../chat/discord/examine.ts')).timeServer(discord.apiUrl)] : []),
  ];
  return servers.map((server) => ({
    name: `clock of ${server.name}`,
    look: () => lookAtClock(server, { clock, timeoutMs }),
  }));
}

/** Slack over HTTP sends to PUBLIC_URL where many workspaces install the app; a single one may have it send elsewhere. */
function examinePublicUrl({ publicUrl, slack }: Config): readonly Examination[] {
  const byHttp = slack?.transport.type === 'http';
  if (!byHttp && publicUrl === undefined) return [];
  const unset = 'PUBLIC_URL is not set: Slack sends to the address that stands in its own settings.';
  const forSlack = byHttp && slack.install.type === 'oauth';
  return [
    {
      name: 'address',
      look: async () => (publicUrl === undefined ? ok(unset) : lookAtPublicUrl(publicUrl, { forSlack })),
    },
  ];
}
