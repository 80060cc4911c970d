import type { World } from './world.ts';

/** Waits, by the fake's own changes, until a probe finds something; fails with a sentence after real milliseconds. */
export function until<T>(
  world: World,
  probe: () => T | undefined,
  options: { readonly timeout: number; readonly failure: () => string },
): Promise<T> {
  const { changes } = world;
  return new Promise((resolve, reject) => {
    const over = (act: () => void) => {
      clearTimeout(timer);
      changes.off('change', look);
      act();
    };
    const look = () => {
      const found = probe();
      if (found !== undefined) over(() => resolve(found));
    };
    const timer = setTimeout(() => over(() => reject(new Error(options.failure()))), options.timeout);
    changes.on('change', look);
    look();
  });
}

const slice = 5;

/**
 * Waits until no request and no interaction is open, and none has begun for some real milliseconds. They are counted in
 * slices, each with a turn for the app: work of the app that blocks this process does not use them up.
 */
export async function idle(world: World, quiet: number): Promise<void> {
  const { activity } = world;
  for (let left = quiet; left > 0; left -= slice) {
    await until(world, () => (activity.open === 0 ? true : undefined), {
      timeout: 30_000,
      failure: () => `${activity.open} requests or interactions of the app are still open.`,
    });
    const before = activity.total;
    await new Promise((resolve) => setTimeout(resolve, slice));
    if (activity.open > 0 || activity.total !== before) left = quiet + slice;
  }
}
