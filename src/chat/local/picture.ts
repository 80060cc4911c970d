import type { Chart } from '../../reply/chart.ts';
import { parseChart } from '../../reply/parse-reply.ts';
import { type PaintDeps, paintPictures } from '../paint.ts';

/** Where the page's pictures are; the chart itself is in the address, so that nothing has to be kept for it. */
export const picturePath = '/picture.png';

/** Characters that a chart may take in an address. */
const longestChart = 6_000;

/** The address of a chart's picture; undefined when the chart is too large for one. */
export function pictureUrl(chart: Chart): string | undefined {
  const encoded = Buffer.from(JSON.stringify(chart)).toString('base64url');
  return encoded.length <= longestChart ? `${picturePath}?chart=${encoded}` : undefined;
}

/** Draws the chart that an address names; undefined when it names none, or it cannot be drawn. */
export async function paintFrom(deps: PaintDeps, encoded: string): Promise<Uint8Array | undefined> {
  if (encoded.length > longestChart) return undefined;
  const chart = parseChart(Buffer.from(encoded, 'base64url').toString());
  if (!chart) return undefined;
  const painted = await paintPictures(deps, { type: 'message', blocks: [{ type: 'picture', chart, alt: '' }] }, 1);
  return [...painted.values()][0];
}
