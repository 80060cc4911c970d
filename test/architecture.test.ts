import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Which folders of `src` a folder may import from besides itself; `*` is everything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  knowledge: ['domain'],
  grading: ['domain'],
  reply: ['domain'],
  store: ['domain'],
  coach: ['domain', 'reply', 'knowledge', 'grading', 'store'],
  charts: ['reply'],
  html: ['domain', 'reply', 'charts'],
  chat: ['domain', 'reply', 'charts', 'html'],
  web: ['domain', 'reply', 'html', 'store', 'chat'],
  schedule: ['domain', 'reply', 'store', 'chat'],
  ops: ['domain'],
  authoring: ['domain', 'knowledge', 'grading'],
  bench: ['*'],
  commands: ['*'],
  'app.ts': ['*'],
  'chats.ts': ['*'],
  'looks.ts': ['*'],
  'sites.ts': ['*'],
  'vault.ts': ['*'],
  'warm-up.ts': ['*'],
  'cli.ts': ['commands', 'domain'],
};

/** The files through which one folder may be imported by another; any file where a folder is not named. */
const ports: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  coach: {
    knowledge: /^(catalog|offer|own-question)\.ts$/,
    grading: /^(grader|checker)\.ts$/,
    store: /^(?!copy|database|postgres|schema|migrate|sqlite-dialect|transcript)[a-z-]+\.ts$/,
  },
  // The painter loads its libraries when it is first used.
  chat: { charts: /^(painter|theme|amounts)\.ts$/ },
  html: { charts: /^(painter|theme|amounts)\.ts$/ },
  web: { store: /^(store|web-links|web-sessions)\.ts$/, chat: /^directory\.ts$/, reply: /^(reply|views\/web)\.ts$/ },
  schedule: {
    store: /^(store|outbox|channels|workspaces|jobs|leases|locks|paces)\.ts$/,
    chat: /^chat-adapter\.ts$/,
    reply: /^parse-reply\.ts$/,
  },
};

/** Where a package, or each of a scope, may be imported: at one place only. */
const fences: Readonly<Record<string, RegExp>> = {
  kysely: /^(src\/store\/|src\/bench\/ledger\.ts|migrations\/)/,
  'better-sqlite3': /^src\/store\//,
  pg: /^src\/store\/postgres-pool\.ts/,
  hono: /^src\/(html\/|web\/|chat\/(local|slack)\/|ops\/|app\.ts|chats\.ts|sites\.ts)/,
  '@hono/node-server': /^src\/(ops\/|chat\/slack\/install\.ts)/,
  '@slack': /^src\/chat\/slack\//,
  'discord.js': /^src\/chat\/discord\//,
  'fuse.js': /^src\/(grading\/spelling\.ts|knowledge\/find-named\.ts|bench\/)/,
  openai: /^src\/grading\/llm-grader\.ts/,
  dotenv: /^src\/ops\/config\.ts/,
  'prom-client': /^src\/ops\/metrics\.ts/,
  pino: /^src\/ops\/log\.ts/,
  yaml: /^src\/knowledge\//,
  'csv-parse': /^src\/knowledge\/import-csv\.ts/,
  'node-html-parser': /^src\/knowledge\/import-anki\.ts/,
  stemmer: /^src\/grading\/text\.ts/,
  'mdast-util-from-markdown': /^src\/knowledge\//,
  echarts: /^src\/charts\//,
  '@resvg': /^src\/(charts|bench)\//,
  '@expo-google-fonts': /^src\/charts\//,
};

type Import = { readonly from: string; readonly target: string };

async function listSources(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** Every import of a source file, paths resolved from the root. */
function importsOf(file: string, source: string): readonly Import[] {
  const found = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s+'([^']+)'|(?:import|require\.resolve)\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
  );
  return [...found].map(([, from, dynamic, bare]) => {
    const name = from ?? dynamic ?? bare ?? '';
    const target = name.startsWith('.') ? posix.join(posix.dirname(file), name) : name;
    return { from: file, target };
  });
}

function packageOf(target: string): string {
  return target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : (target.split('/')[0] ?? '');
}

function folderOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function violation({ from, target }: Import): string | undefined {
  if (!target.startsWith('src/')) {
    const fence = fences[packageOf(target)] ?? fences[target.split('/')[0] ?? ''];
    return fence && !fence.test(from) ? `${from} imports ${target}` : undefined;
  }
  const [own, other] = [folderOf(from), folderOf(target)];
  if (own === other) {
    const [platform, otherPlatform] = [from.split('/')[2] ?? '', target.split('/')[2] ?? ''];
    const crosses = own === 'chat' && !otherPlatform.endsWith('.ts') && platform !== otherPlatform;
    return crosses ? `${from} imports ${target}` : undefined;
  }
  const allowed = mayImport[own] ?? [];
  if (!allowed.includes('*') && !allowed.includes(other)) return `${from} imports ${target}`;
  const port = ports[own]?.[other];
  return port && !port.test(target.split('/').slice(2).join('/'))
    ? `${from} imports ${target}, which is no port`
    : undefined;
}

const files = [...(await listSources('src')), ...(await listSources('migrations'))];
const sources = await Promise.all(
  files.map(async (file) => ({ file, source: await readFile(join(root, file), 'utf8') })),
);
const imports = sources.flatMap(({ file, source }) => importsOf(file, source));

describe('the house', () => {
  it('keeps every import inside the rules of who may import whom', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.flatMap((one) => violation(one) ?? [])).toEqual([]);
  });

  it('would notice a broken rule', () => {
    const broken: readonly Import[] = [
      { from: 'src/domain/points.ts', target: 'src/store/store.ts' },
      { from: 'src/coach/coach.ts', target: 'src/store/database.ts' },
      { from: 'src/coach/coach.ts', target: 'kysely' },
      { from: 'src/app.ts', target: '@slack/web-api' },
      { from: 'src/chat/local/web.ts', target: '@slack/bolt/dist/App.js' },
      { from: 'src/chat/slack/parse.ts', target: '@hono/node-server' },
      { from: 'src/grading/llm-checker.ts', target: 'openai' },
      { from: 'src/grading/llm-checker.ts', target: 'openai/helpers/zod' },
      { from: 'src/chat/local/web.ts', target: 'src/chat/slack/render.ts' },
      { from: 'src/chat/local/web.ts', target: 'src/coach/coach.ts' },
      { from: 'src/chat/local/web.ts', target: 'echarts/core' },
      { from: 'src/chat/slack/render.ts', target: '@resvg/resvg-js' },
      { from: 'src/charts/painter.ts', target: 'src/domain/points.ts' },
      { from: 'src/chat/local/web.ts', target: 'src/charts/draw.ts' },
    ];
    expect(broken.filter((one) => violation(one) === undefined)).toEqual([]);
  });

  it('has every folder of src in the rules', () => {
    const folders = new Set(files.filter((file) => file.startsWith('src/')).map(folderOf));
    expect([...folders].filter((folder) => !(folder in mayImport))).toEqual([]);
  });

  it('has no import cycle', () => {
    const targets = Map.groupBy(imports, ({ from }) => from);
    const [done, path] = [new Set<string>(), new Set<string>()];
    const cycles: string[] = [];
    const visit = (file: string) => {
      if (path.has(file)) cycles.push([...path, file].join(' → '));
      if (done.has(file) || path.has(file)) return;
      path.add(file);
      for (const { target } of targets.get(file) ?? []) if (target.startsWith('src/')) visit(target);
      path.delete(file);
      done.add(file);
    };
    for (const file of files) visit(file);
    expect(cycles).toEqual([]);
  });

  it('reads the environment at one place and makes time and chance at the rim', () => {
    const rim = /^src\/(app\.ts|commands\/|bench\/)/;
    const using = (pattern: RegExp) => sources.filter(({ source }) => pattern.test(source)).map(({ file }) => file);
    expect(using(/process\.env\b/)).toEqual(['src/ops/config.ts']);
    expect(
      using(/\bDate\.now\b|new Date\(\)|Math\.random|randomUUID|performance\.now/).filter((file) => !rim.test(file)),
    ).toEqual([]);
  });

  it('keeps files short and free of any, non-null assertions and default exports', () => {
    const long = sources.filter(({ source }) => source.split('\n').length > 301).map(({ file }) => file);
    expect(long).toEqual([]);
    const loose = sources.filter(({ source }) =>
      /: any\b|\bas any\b|<any>|export default|@ts-ignore|@ts-expect-error/.test(source),
    );
    expect(loose.map(({ file }) => file)).toEqual([]);
  });

  it('has a line of reason for each runtime dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
    const guide = readFileSync(join(root, 'src/README.md'), 'utf8');
    expect(Object.keys(dependencies).filter((name) => !guide.includes(`| \`${name}\` |`))).toEqual([]);
  });
});
