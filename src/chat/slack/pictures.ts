import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Message, Reply } from '../../reply/reply.ts';
import { isLate, type PaintDeps, type Picture, paintPictures, picturesOf } from '../paint.ts';
import { errorCodeOf } from './client.ts';
import { limits } from './limits.ts';
import type { PictureFiles } from './render-block.ts';
import { label } from './texts.ts';
import { upload, uploadTimeoutMs } from './upload.ts';

export type PicturesDeps = PaintDeps & {
  /** How long the bytes of a file may take, in milliseconds: four seconds when not given. */
  readonly callTimeoutMs?: number | undefined;
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** Waits so many milliseconds, or until the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Brings the pictures of messages to Slack. */
export type Pictures = {
  /** Whether a reply has pictures that might be shown. */
  has(reply: Reply): boolean;
  /**
   * Sends a message with the files of its pictures; without those that cannot be drawn or uploaded within a few seconds,
   * and without any when Slack does not take them, so that their words are shown. Fails as `send` does.
   */
  send<T>(client: WebClient, message: Message, send: (files: PictureFiles) => Promise<T>): Promise<T>;
  /** Adds its pictures to a message that shows their words already; a failure is told, and the words stay. */
  addTo(client: WebClient, message: Message, change: (files: PictureFiles) => Promise<unknown>): Promise<void>;
};

/** Painting and uploading may take so long in all. */
const preparedWithinMs = 5_000;
/** Slack looks at a file before it can be shown, and says `invalid_blocks` until then. */
const lookPausesMs = [1_000, 2_000];
/** A workspace that takes no files is not asked again for so long. */
const closedMs = 3_600_000;
const mostKnown = 200;

/** What Slack says to whoever may not upload: another scope, a policy, or room are needed. */
const closedCodes: readonly unknown[] = [
  'missing_scope',
  'not_allowed_token_type',
  'no_permission',
  'file_uploads_disabled',
  'file_uploads_except_images_disabled',
  'storage_limit_reached',
];

/** What Slack says of blocks that name a file that it cannot show, in messages and in views. */
const refusals: readonly unknown[] = ['invalid_blocks', 'invalid_arguments'];

/** The same picture is uploaded once by a token. */
export function createPictures(deps: PicturesDeps): Pictures {
  const uploads = createUploads(deps);
  const prepare = async (client: WebClient, message: Message): Promise<PictureFiles> => {
    const files = new Map<Picture, string>();
    const work = async () => {
      const painted = [...(await paintPictures(deps, message, limits.pictures))];
      const upload = async ([picture, png]: (typeof painted)[number]) => {
        const file = await uploads.fileOf(client, picture, png);
        if (file !== undefined) files.set(picture, file);
      };
      await Promise.all(painted.map(upload));
    };
    if (picturesOf(message).length === 0 || !uploads.isOpen(client)) return files;
    if (await isLate(work(), preparedWithinMs)) deps.onError(new Error('the upload of pictures took too long'));
    return new Map(files);
  };
  const send: Pictures['send'] = async (client, message, work) => {
    const files = await prepare(client, message);
    if (files.size === 0) return work(files);
    for (const pauseMs of [...lookPausesMs, undefined]) {
      try {
        return await work(files);
      } catch (error) {
        if (!refusals.includes(errorCodeOf(error))) throw error;
        if (pauseMs === undefined) deps.onError(error);
        else await deps.sleep(pauseMs, new AbortController().signal);
      }
    }
    uploads.forget(files);
    return work(new Map());
  };
  return {
    has: (reply) => deps.paint !== undefined && picturesOf(reply).length > 0,
    send,
    addTo: async (client, message, change) => {
      const add = async (files: PictureFiles) => void (files.size > 0 && (await change(files)));
      if (picturesOf(message).length > 0) await send(client, message, add).catch(deps.onError);
    },
  };
}

/** The id of a file that is on its way or there; none when it could not be uploaded. */
type Upload = { readonly file: Promise<string | undefined>; id?: string | undefined };

/** The files that were uploaded, by the token that did it and their bytes. */
function createUploads({ clock, callTimeoutMs = uploadTimeoutMs, onError }: PicturesDeps) {
  const known = new Map<string, Upload>();
  const closedUntil = new Map<string, number>();
  const isOpen = ({ token = '' }: WebClient) => (closedUntil.get(token) ?? 0) <= clock();
  const uploadOnce = async (client: WebClient, picture: Picture, png: Uint8Array) => {
    try {
      const title = titleOf(picture);
      const altText = label(limits.altText, picture.alt, title).text;
      const id = await upload(client, { name: 'chart.png', bytes: png, altText }, callTimeoutMs);
      // It is shared nowhere: it is seen where a message shows it.
      await client.files.completeUploadExternal({ files: [{ id, title }] });
      return id;
    } catch (error) {
      onError(error);
      if (closedCodes.includes(errorCodeOf(error))) closedUntil.set(client.token ?? '', clock() + closedMs);
      return undefined;
    }
  };
  const fileOf = async (client: WebClient, picture: Picture, png: Uint8Array): Promise<string | undefined> => {
    const name = `${client.token} ${createHash('sha256').update(png).digest('base64url')}`;
    const uploading = known.get(name) ?? { file: uploadOnce(client, picture, png) };
    known.delete(name);
    known.set(name, uploading);
    for (const oldest of known.keys()) if (known.size > mostKnown) known.delete(oldest);
    uploading.id = await uploading.file;
    if (uploading.id === undefined) known.delete(name);
    return uploading.id;
  };
  const forget = (files: PictureFiles) => {
    const gone: readonly unknown[] = [...files.values()];
    for (const [name, { id }] of known) if (gone.includes(id)) known.delete(name);
  };
  return { isOpen, fileOf, forget };
}

function titleOf({ chart }: Picture): string {
  return label(limits.altText, chart.title, 'A chart').text;
}
