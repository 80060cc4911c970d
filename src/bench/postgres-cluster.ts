import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The folder with the newest PostgreSQL's programs where Debian puts them; undefined without one. */
export function findPostgresPrograms(): string | undefined {
  const [newest] = globSync('/usr/lib/postgresql/*/bin')
    .filter((folder) => existsSync(join(folder, 'pg_ctl')))
    .toSorted((a, b) => versionOf(b) - versionOf(a));
  return newest;
}

/** The major version of a folder of programs. */
function versionOf(folder: string): number {
  return Number(/\/(?<version>\d+)\/bin$/.exec(folder)?.groups?.version ?? 0);
}

/** A PostgreSQL of one's own, on a socket in a folder that goes with it. */
export type PostgresCluster = {
  /** The folder of its socket. */
  readonly host: string;
  /** Stops the server at once, as a crash would; its data stay. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes everything. */
  remove(): Promise<void>;
};

export type ClusterSettings = {
  /** As in `postgresql.conf`: `name=value`. */
  readonly settings?: readonly string[];
  /** The first lines of `pg_hba.conf`. */
  readonly access?: string;
};

/** Who may do everything there, without a password. */
export const superuser = 'coach';

/** The URL of a database of a cluster, which `postgres` is one of, by the folder of its socket. */
export function urlOf(host: string, database: string): string {
  return `postgres:///${database}?host=${encodeURIComponent(host)}&user=${superuser}`;
}

/** Linguistic order is the server's usual one, so that a query which needs the order of bytes has to say so. */
const linguistic = ['--locale-provider=icu', '--icu-locale=en'];

/** A cluster made with the programs of a folder; it ends with this process, however that ends. PostgreSQL refuses to run as root. */
export async function createPostgresCluster(
  programs: string,
  { settings = [], access = '' }: ClusterSettings = {},
): Promise<PostgresCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'coach-postgres-'));
  const owner = process.getuid?.() === 0 ? ownerIds() : undefined;
  if (owner) await chown(folder, owner.uid, owner.gid);
  const order = versionOf(programs) >= 15 ? linguistic : [];
  const options = ['-A', 'trust', '-U', superuser, '-E', 'UTF8', '--locale=C', '--no-sync', ...order];
  await run(join(programs, 'initdb'), ['-D', join(folder, 'data'), ...options], { ...owner, cwd: folder });
  const accessFile = join(folder, 'data', 'pg_hba.conf');
  await writeFile(accessFile, `${access}\n${await readFile(accessFile, 'utf8')}`);
  const server = createServer({ programs, folder, owner, settings });
  await server.start();
  const remove = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { host: folder, start: server.start, stop: server.stop, remove };
}

type Owner = { readonly uid: number; readonly gid: number };
type Place = {
  readonly programs: string;
  readonly folder: string;
  readonly owner: Owner | undefined;
  readonly settings: readonly string[];
};

function ownerIds(): Owner {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Runs the server until a line ends it; the end of input comes with that of the process that started it. */
const watched = `programs=$1; folder=$2; shift 2
  "$programs/postgres" -D "$folder/data" -k "$folder" -h '' "$@" >>"$folder/log" 2>&1 &
  read -r _ && kept=1; kill -QUIT $!; wait; [ -n "$kept" ] || rm -rf "$folder"`;

function createServer({ programs, folder, owner, settings }: Place) {
  const options = settings.flatMap((setting) => ['-c', setting]);
  let stop = async (): Promise<void> => {};
  const start = async () => {
    const child = spawn('sh', ['-c', watched, 'sh', programs, folder, ...options], {
      ...owner,
      cwd: folder,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.on('error', () => {});
    child.unref();
    const exited = once(child, 'exit');
    stop = async () => {
      child.ref();
      child.stdin.end('stop\n');
      await exited;
    };
    await untilReady(programs, folder);
  };
  return { start, stop: () => stop() };
}

const patienceMs = 30_000;
const pauseMs = 25;

async function untilReady(programs: string, host: string): Promise<void> {
  for (let left = patienceMs / pauseMs; ; left -= 1) {
    try {
      return void (await run(join(programs, 'pg_isready'), ['-q', '-h', host, '-U', superuser, '-d', 'postgres']));
    } catch (error) {
      if (left <= 0) throw error;
      await wait(pauseMs);
    }
  }
}
