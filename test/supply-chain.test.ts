import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Locked, listLicences, readLock } from './licences.ts';

const root = new URL('../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');

/** Licences that ask for nothing but their own text: the file-by-file one of resvg, which is not changed here, and the font's. */
const allowed: ReadonlySet<string> = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'],
  ...['MPL-2.0', 'OFL-1.1'],
]);

/** Whether an SPDX expression can be met: one side of each OR, both of each AND, which binds closer. */
function isAllowed(expression: string): boolean {
  const inner = /\(([^()]*)\)/;
  // The innermost parentheses first, each read as a licence that is allowed or as none.
  if (inner.test(expression))
    return isAllowed(expression.replace(inner, (_whole, bare) => (isAllowed(bare) ? 'MIT' : 'none')));
  return expression.split(' OR ').some((side) => side.split(' AND ').every((licence) => allowed.has(licence.trim())));
}

const installed = [...readLock()].filter(([path]) => path.startsWith('node_modules/'));
const packages = installed.filter(([, { link }]) => !link);

/**
 * Whether npm gets it from the registry that it is set to, checked by its digest, or finds it in a folder of ours: `.npmrc` keeps
 * addresses of the registry out of the lock file, so one that is there leads elsewhere.
 */
function isPinned({ link, resolved, integrity = '' }: Locked): boolean {
  if (link) return /^tools\/[\w-]+$/.test(resolved ?? '');
  return resolved === undefined && /^sha512-[\w+/]{86}==$/.test(integrity);
}

describe('what is installed', () => {
  it('runs no script while it is installed, and asks for none', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  it('is what the lock file has the digest of, from the registry alone', () => {
    expect(read('.npmrc').split('\n')).toContain('omit-lockfile-registry-resolved=true');
    expect(read('.npmrc')).not.toMatch(/registry *=|^@/m);
    expect(installed.filter(([, locked]) => !isPinned(locked))).toEqual([]);
  });

  const integrity = `sha512-${'a'.repeat(86)}==`;
  it.each<readonly [string, Locked]>([
    ['without a digest', { version: '1.0.0' }],
    ['with a digest that is broken', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
    ['of another server', { integrity, resolved: 'https://elsewhere.example/left-pad-1.0.0.tgz' }],
    ['of a repository', { integrity, resolved: 'git+ssh://git@elsewhere.example/left-pad.git#0a1b2c3' }],
    ['of a file', { integrity, resolved: 'file:../left-pad-1.0.0.tgz' }],
    ['of a folder that is not ours', { link: true, resolved: '../left-pad' }],
  ])('would not be let through %s', (_what, locked) => {
    expect(isPinned(locked)).toBe(false);
  });

  it('is asked for by exact versions, and locked to them', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const wanted = Object.entries<string>({ ...dependencies, ...devDependencies });
    const exact = wanted.filter(([, version]) => !version.startsWith('file:tools/'));
    expect(exact.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    const lock = readLock();
    expect(exact.filter(([name, version]) => lock.get(`node_modules/${name}`)?.version !== version)).toEqual([]);
  });
});

describe('the licences of what runs', () => {
  it('are all on the list', () => {
    const licences = listLicences();
    expect(licences.length).toBeGreaterThan(100);
    expect(licences.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND OFL-1.1', true],
    ['GPL-3.0-only OR MIT AND ISC', true],
    ['(GPL-3.0-only OR MIT) AND (ISC OR GPL-3.0-only)', true],
    ['((GPL-3.0-only AND MIT) OR ISC) AND MIT', true],
    ['GPL-3.0-only', false],
    ['GPL-3.0-only OR MIT AND GPL-3.0-only', false],
    ['(MIT OR ISC) AND GPL-3.0-only', false],
    ['GPL-3.0-only AND (MIT OR ISC)', false],
    ['MIT AND GPL-3.0-only', false],
    ['none', false],
    ['UNLICENSED', false],
  ])('would not let through what is not: %s is %s', (expression, outcome) => {
    expect(isAllowed(expression)).toBe(outcome);
  });
});
