import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { NewId } from '../../src/domain/ids.ts';

type Scope = { readonly key: string; readonly at: number; made: number };

/** A clock, ids and chance that depend on what is being done alone, so that doing it again after a crash makes the same. */
export type Seeded = {
  /** Does some work, at an instant, as the deed of this name: within it ids count. */
  during<T>(deed: { readonly key: string; readonly at: number }, work: () => Promise<T>): Promise<T>;
  readonly clock: () => number;
  readonly newId: NewId;
  readonly random: () => number;
};

/** Each deed has its own clock and counts its own ids, also beside others. */
export function createSeeded(): Seeded {
  const scopes = new AsyncLocalStorage<Scope>();
  const scope = () => {
    const current = scopes.getStore();
    if (!current) throw new Error('something is done outside of any deed');
    return current;
  };
  const nextName = () => {
    const current = scope();
    current.made += 1;
    return `${current.key}/${current.made}`;
  };
  return {
    during: ({ key, at }, work) => scopes.run({ key, at, made: 0 }, work),
    clock: () => scope().at,
    newId: <T>() => hashOf(nextName()).toString('hex', 0, 12) as T,
    random: () => hashOf(nextName()).readUInt32BE() / 2 ** 32,
  };
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
