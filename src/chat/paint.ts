import type { Chart } from '../reply/chart.ts';
import type { Block, Message, Reply } from '../reply/reply.ts';

/** Draws a chart as a PNG. */
export type Paint = (chart: Chart) => Promise<Uint8Array>;

export type Picture = Extract<Block, { type: 'picture' }>;

export type PaintDeps = {
  /** None: the words of each picture are shown. */
  readonly paint?: Paint | undefined;
  /** How long all pictures of a message may take, in milliseconds: three seconds when not given. */
  readonly paintTimeoutMs?: number | undefined;
  /** Told of what could not be drawn. */
  readonly onError: (error: unknown) => void;
};

const usualTimeoutMs = 3_000;

/** The pictures of a reply, in their order. */
export function picturesOf(reply: Reply | undefined): readonly Picture[] {
  return reply?.type === 'message' ? reply.blocks.filter((block) => block.type === 'picture') : [];
}

/** What was drawn of the first `most` pictures of a message; those that fail, or are late, are left out. Never throws. */
export async function paintPictures(
  { paint, paintTimeoutMs = usualTimeoutMs, onError }: PaintDeps,
  message: Message,
  most: number,
): Promise<ReadonlyMap<Picture, Uint8Array>> {
  const pictures = picturesOf(message).slice(0, most);
  const painted = new Map<Picture, Uint8Array>();
  if (!paint || pictures.length === 0) return painted;
  const works = pictures.map(async (picture) => painted.set(picture, await paint(picture.chart)));
  const told = works.map((work) => work.catch(onError));
  if (await isLate(Promise.all(told), paintTimeoutMs)) onError(new Error('the pictures of a message took too long'));
  return new Map(painted);
}

/** Waits for some work, but not longer than so many milliseconds; whether it was late. */
export async function isLate(work: Promise<unknown>, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), ms);
  const first = await Promise.race([work, promise]).finally(() => clearTimeout(timer));
  return first === 'late';
}
