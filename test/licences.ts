import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

/** What the lock file says of a package. */
export type Locked = {
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
};

/** Everything that the lock file names, by where it is installed; the empty name is the project itself. */
export function readLock(): ReadonlyMap<string, Locked> {
  const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));
  return new Map(Object.entries(packages));
}

/** What runs beside our own code. */
export type Licensed = { readonly name: string; readonly version: string; readonly licence: string };

/** The licence of each package of the runtime tree that is installed here, as the package itself names it. */
export function listLicences(): readonly Licensed[] {
  return [...readLock()].flatMap(([path, { dev, link }]) => {
    const file = new URL(`${path}/package.json`, root);
    if (!path.startsWith('node_modules/') || dev || link || !existsSync(file)) return [];
    const { name, version, license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
    return [{ name, version, licence: String(license?.type ?? license ?? licenses?.[0]?.type ?? 'none') }];
  });
}

if (import.meta.main)
  for (const { name, version, licence } of listLicences()) console.log(`${licence.padEnd(16)}  ${name} ${version}`);
