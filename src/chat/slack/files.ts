import type { WebClient } from '@slack/web-api';
import type { Message } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import type { Post } from '../chat-adapter.ts';
import { type FileBlock, type FilesDeps, fileIn } from '../files.ts';
import { platform } from './parse.ts';
import { upload } from './upload.ts';

export type SlackFilesDeps = FilesDeps & {
  /** Told of what could not be uploaded; the member has been told already. */
  readonly onError: (error: unknown) => void;
};

/** A file that is uploaded and not shared yet. */
export type Uploaded = { readonly id: string; readonly title: string };

/** A message for a member whose file is at hand, or one that says why it is not. */
export type Prepared = { readonly message: Message; readonly uploaded?: Uploaded };

/** Brings the files of messages to Slack. */
export type Files = {
  /** Uploads the file of a message for a member; any other message stays as it is. */
  prepare(client: WebClient, post: Post): Promise<Prepared>;
  /** Shows an uploaded file in a direct conversation; false when Slack did not take it. */
  share(client: WebClient, channel: string, uploaded: Uploaded): Promise<boolean>;
};

/** A file of some megabytes takes longer than a picture, and nobody waits for it. */
const patienceMs = 60_000;

/** Shown where a file was asked for: Slack shows files to one member alone in their direct conversation only. */
export const sentAside = noticeView('You get it as a file in a direct message from me, in a moment.');

/** Stands in the place of a file that Slack does not take. */
export const notShared = noticeView(
  'Slack did not take the file. Ask for it again with /coach privacy export; if that keeps failing, /coach web has it too, or ask whoever runs the coach.',
);

const nothingKept = noticeView('Nothing is kept about you, so there is no file.');

export function createFiles({ makeFile, onError }: SlackFilesDeps): Files {
  const uploadFor = async (client: WebClient, post: Post, block: FileBlock): Promise<Prepared> => {
    const made = await makeFile?.({ platform, workspace: post.workspace, member: post.to.id }, block.file);
    if (!made) return { message: nothingKept };
    const id = await upload(client, made, patienceMs);
    return { message: post.message, uploaded: { id, title: block.label } };
  };
  return {
    prepare: async (client, post) => {
      const block = fileIn(post.message);
      if (!block || post.to.type !== 'member') return { message: post.message };
      return uploadFor(client, post, block).catch((error) => {
        onError(error);
        return { message: notShared };
      });
    },
    share: async (client, channel, { id, title }) => {
      try {
        await client.files.completeUploadExternal({ channel_id: channel, files: [{ id, title }] });
        return true;
      } catch (error) {
        onError(error);
        return false;
      }
    },
  };
}
