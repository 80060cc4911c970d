import type { FileOwner } from '../../domain/member-file.ts';
import type { Message, Reply } from '../../reply/reply.ts';
import { type FileBlock, type FilesDeps, fileIn } from '../files.ts';
import { type PaintDeps, type Picture, paintPictures } from '../paint.ts';
import { label } from './escape.ts';
import { limits } from './limits.ts';
import { isRefused } from './outcome.ts';

/** A file of a message. */
export type AttachedFile = {
  readonly name: string;
  readonly data: Buffer;
  readonly description: string;
  readonly contentType: string;
};

/** The pictures of a message, and the file in it, that are sent with it, each by the name of its file. */
export type Painted = {
  readonly names: ReadonlyMap<Picture | FileBlock, string>;
  readonly files: readonly AttachedFile[];
};

/** No pictures: their words are shown. */
export const unpainted: Painted = { names: new Map(), files: [] };

/** Draws the pictures of a message and makes its file, for whoever alone sees it; those that fail, are late or too large are left out. */
export type Painter = (reply: Reply | undefined, owner: FileOwner | undefined) => Promise<Painted>;

export function createPainter(deps: PaintDeps & FilesDeps): Painter {
  return async (reply, owner) => {
    if (reply?.type !== 'message') return unpainted;
    const [pictures, made] = [await paintMessage(deps, reply), await attachFile(deps, reply, owner)];
    return made
      ? { names: new Map([...pictures.names, ...made.names]), files: [...pictures.files, ...made.files] }
      : pictures;
  };
}

async function attachFile(
  { makeFile, onError }: PaintDeps & FilesDeps,
  message: Message,
  owner: FileOwner | undefined,
): Promise<Painted | undefined> {
  const block = fileIn(message);
  if (!block || !owner || !makeFile) return undefined;
  const made = await makeFile(owner, block.file).catch(onError);
  if (!made) return undefined;
  const { name, bytes, mediaType } = made;
  if (bytes.byteLength > limits.fileBytes) {
    onError(new Error('a file is too large for Discord'));
    return undefined;
  }
  const description = label(limits.description, block.label, 'A file');
  return {
    names: new Map([[block, name]]),
    files: [{ name, data: Buffer.from(bytes), description, contentType: mediaType }],
  };
}

async function paintMessage(deps: PaintDeps, message: Message): Promise<Painted> {
  const drawn = [...(await paintPictures(deps, message, limits.pictures))];
  const small = drawn.filter(([, data]) => data.byteLength <= limits.fileBytes);
  if (small.length < drawn.length) deps.onError(new Error('a picture is too large for Discord'));
  const named = small.map(([picture, data], index) => ({ picture, data, name: `chart-${index + 1}.png` }));
  return {
    names: new Map(named.map(({ picture, name }) => [picture, name])),
    files: named.map(({ picture, data, name }) => ({
      name,
      data: Buffer.from(data),
      description: describe(picture),
      contentType: 'image/png',
    })),
  };
}

/** What a picture shows, in words. */
export function describe({ alt, chart }: Picture): string {
  return label(limits.description, alt, chart.title, 'A chart');
}

/** The files that some components show. */
export function filesIn(components: unknown, { files }: Painted): readonly AttachedFile[] {
  const shown = JSON.stringify(components);
  return files.filter(({ name }) => shown.includes(`"attachment://${name}"`));
}

/** Sends a message with its pictures, or with their words when Discord does not take them. */
export async function withPictures<T>(painted: Painted, send: (painted: Painted) => Promise<T>): Promise<T> {
  try {
    return await send(painted);
  } catch (error) {
    if (painted.files.length === 0 || !isRefused(error)) throw error;
    return send(unpainted);
  }
}
