import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CleanCopy, createCleanCopy } from '../fixtures/clean-copy.ts';
import { startServer } from '../fixtures/server-process.ts';

const run = promisify(execFile);

type Instruction = { readonly name: string; readonly rest: string };
type Stage = { readonly alias: string; readonly root: string; readonly env: Record<string, string>; workdir: string };
type Image = { readonly stages: readonly Stage[]; readonly last: ReadonlyMap<string, string> };

function parseDockerfile(source: string): readonly Instruction[] {
  return source
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
      return name === '' ? [] : [{ name, rest }];
    });
}

/** Follows a Dockerfile in folders instead of an engine: each stage is a folder, its absolute paths lie under it. */
async function build(instructions: readonly Instruction[], context: string, root: string): Promise<Image> {
  const stages: Stage[] = [];
  let last = new Map<string, string>();
  for (const { name, rest } of instructions) {
    if (name === 'FROM') {
      const alias = / AS (\S+)/.exec(rest)?.[1] ?? 'final';
      stages.push({ alias, root: join(root, alias), env: {}, workdir: join(root, alias) });
      last = new Map();
    }
    const stage = stages.at(-1);
    if (!stage) throw new Error('an instruction before FROM');
    last.set(name, rest);
    if (name === 'ENV') stage.env[rest.split('=')[0] ?? ''] = rest.slice(rest.indexOf('=') + 1);
    if (name === 'WORKDIR') stage.workdir = join(stage.root, rest);
    if (name === 'COPY') await copy(rest, { stages, stage, context });
    if (name === 'RUN') await runStep(rest, stage);
  }
  return { stages, last };
}

async function copy(
  rest: string,
  { stages, stage, context }: { stages: readonly Stage[]; stage: Stage; context: string },
): Promise<void> {
  const from = /^--from=(\S+)\s+/.exec(rest)?.[1];
  const paths = rest.replace(/^--from=\S+\s+/, '').split(/\s+/);
  const target = paths.pop() ?? '.';
  const source = from === undefined ? context : (stages.find(({ alias }) => alias === from)?.root ?? '');
  for (const path of paths) {
    const into = target.endsWith('/') ? join(stage.workdir, target, basename(path)) : join(stage.workdir, target);
    await mkdir(dirname(into), { recursive: true });
    await cp(join(source, path), into, { recursive: true, verbatimSymlinks: true });
  }
}

/** The engine would run it as root in the image's own file system; absolute paths and owners are this stage's. */
async function runStep(command: string, stage: Stage): Promise<void> {
  const here = command.replaceAll(/ (\/[a-z]+)/g, ` ${stage.root}$1`).replaceAll(/&& chown \S+ \S+/g, '');
  await run('sh', ['-c', here.replace('npm ci', 'npm ci --prefer-offline --no-audit --no-fund')], {
    cwd: stage.workdir,
  });
}

describe('the Dockerfile, followed step by step', () => {
  let clean: CleanCopy;
  let root: string;
  let image: Image;

  beforeAll(async () => {
    clean = await createCleanCopy();
    root = await mkdtemp(join(tmpdir(), 'coach-image-'));
    const source = await readFile(join(clean.folder, 'Dockerfile'), 'utf8');
    image = await build(parseDockerfile(source), clean.folder, root);
  }, 240_000);
  afterAll(async () => {
    await clean.remove();
    await rm(root, { recursive: true, force: true });
  });

  it('builds in more than one stage and runs as a plain user with its data in a volume', () => {
    expect(image.stages.length).toBeGreaterThan(1);
    expect(image.last.get('USER')).toBe('node');
    expect(image.last.get('VOLUME')).toBe('/data');
  });

  it('holds what runs and no development dependency', async () => {
    const app = image.stages.at(-1)?.workdir ?? '';
    const { dependencies, devDependencies } = JSON.parse(await readFile(join(app, 'package.json'), 'utf8')) as Record<
      string,
      object
    >;
    const installed = await readdir(join(app, 'node_modules'));
    expect(Object.keys(dependencies ?? {}).filter((name) => !installed.includes(name.split('/')[0] ?? ''))).toEqual([]);
    // What is for development here may serve a dependency there.
    const { packages } = JSON.parse(await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
      packages: Readonly<Record<string, { readonly dev?: boolean }>>;
    };
    const forDevelopment = Object.keys(devDependencies ?? {}).filter((name) => packages[`node_modules/${name}`]?.dev);
    expect(forDevelopment.filter((name) => installed.includes(name))).toEqual([]);
    expect(await readdir(app)).not.toContain('test');
  });

  it('starts, is healthy by its own check, keeps its data in the volume, and stops', async () => {
    const stage = image.stages.at(-1);
    if (!stage) throw new Error('no stage');
    const data = join(stage.root, 'data');
    const env = {
      PATH: process.env.PATH,
      ...stage.env,
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: `sqlite:${data}/coach.db`,
    };
    const [command = '', ...args] = JSON.parse(image.last.get('CMD') ?? '[]') as string[];
    const server = await startServer(command, args, { cwd: stage.workdir, env });
    const [, check = '[]'] = /CMD (.*)$/.exec(image.last.get('HEALTHCHECK') ?? '') ?? [];
    const [checkCommand = '', ...checkArgs] = JSON.parse(check) as string[];
    await run(checkCommand, checkArgs, { env: { ...env, PORT: new URL(server.url).port } });
    expect(await readdir(data)).toContain('coach.db');
    expect(await server.stop()).toBe(0);
    await expect(run(checkCommand, checkArgs, { env: { ...env, PORT: new URL(server.url).port } })).rejects.toThrow();
  });
});
