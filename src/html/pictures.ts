import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Painter, PictureSize } from '../charts/painter.ts';
import type { Theme } from '../charts/theme.ts';
import type { Chart } from '../reply/chart.ts';

/** Pictures that can be asked for at a time: more than the newest entries of all places that people look at. */
const mostHung = 1_000;

/** Where a picture is found in each theme, and how large it is shown at most. */
export type HungPicture = PictureSize & { readonly addresses: Readonly<Record<Theme, string>> };

/** The pictures of the replies that were shown. Nothing else is ever drawn for a request. */
export type Gallery = {
  /** Gives a chart an address in a folder, which depends on nothing but what the chart shows. */
  hang(chart: Chart, folder?: string): HungPicture;
  /** The picture at an address's last part; undefined when none hangs there. */
  find(file: string): Promise<Uint8Array> | undefined;
};

export function createGallery(painter: Painter): Gallery {
  const hung = new Map<string, Chart>();
  return {
    hang: (chart, folder = '/pictures') => {
      const name = createHash('sha256').update(JSON.stringify(chart)).digest('hex').slice(0, 32);
      // Taken out and put in again, a picture is the newest.
      hung.delete(name);
      hung.set(name, chart);
      const [oldest] = hung.keys();
      if (hung.size > mostHung && oldest !== undefined) hung.delete(oldest);
      const addressIn = (theme: Theme) => `${folder}/${name}-${theme}.png`;
      return { ...painter.sizeOf(chart), addresses: { light: addressIn('light'), dark: addressIn('dark') } };
    },
    find: (file) => {
      const { name = '', theme } = /^(?<name>[0-9a-f]{32})-(?<theme>light|dark)\.png$/.exec(file)?.groups ?? {};
      const chart = hung.get(name);
      return chart && painter.paint(chart, theme === 'dark' ? 'dark' : 'light');
    },
  };
}

/** Answers a request for a picture. What is under an address never changes, and is for this browser alone. */
export async function servePicture(c: Context, gallery: Gallery): Promise<Response> {
  const picture = await gallery.find(c.req.param('file') ?? '');
  if (!picture) return c.text('There is no such picture.', 404);
  return c.body(Uint8Array.from(picture), 200, {
    'content-type': 'image/png',
    'cache-control': 'private, max-age=31536000, immutable',
  });
}
