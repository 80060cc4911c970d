import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseJson } from '../slack/json.ts';
import { refuse } from './errors.ts';
import type { Upload } from './messages.ts';

/** The body of a request: its JSON, and the files when it is multipart. */
export type RequestBody = { readonly raw: unknown; readonly uploads: readonly Upload[] };

function json(text: string): unknown {
  const value = parseJson(text);
  if (value === undefined) throw refuse(50_109);
  return value;
}

async function multipart(bytes: Buffer, contentType: string): Promise<RequestBody> {
  const headers = { 'content-type': contentType };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData();
  const payload = form.get('payload_json');
  const files = [...form.entries()].map(async ([key, value]): Promise<readonly Upload[]> => {
    const index = /^files\[(\d+)\]$/.exec(key)?.[1];
    if (typeof value === 'string' || index === undefined) return [];
    const head = Buffer.from(await value.slice(0, 8).arrayBuffer()).toString('latin1');
    return [{ index, filename: value.name, size: value.size, type: value.type, head }];
  });
  const uploads = (await Promise.all(files)).flat();
  return { raw: typeof payload === 'string' ? json(payload) : {}, uploads };
}

/** Reads a request's body to its end. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const bytes = await buffer(request);
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) return multipart(bytes, contentType);
  return { raw: bytes.length === 0 ? {} : json(bytes.toString()), uploads: [] };
}
