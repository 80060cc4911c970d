import { readFile } from 'node:fs/promises';
import type { Hono } from 'hono';

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

/** What all our pages look like, by the path at which they ask for it. */
export const baseAssets: Readonly<Record<string, URL>> = {
  '/base.css': new URL('./assets/base.css', import.meta.url),
  '/icon.svg': new URL('./assets/icon.svg', import.meta.url),
};

/** Serves files under their paths. */
export function serveAssets(routes: Hono, files: Readonly<Record<string, URL>>): void {
  for (const [path, file] of Object.entries(files)) {
    const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    routes.get(path, async (c) => c.body(await readFile(file, 'utf8'), 200, { 'content-type': type }));
  }
}
