import { type Json, objects, str } from './json.ts';
import type { Method } from './method.ts';
import { covers, type FileRecord, next, SlackApiError, violation, type World } from './world.ts';

const largestFile = 1_000_000_000;
const pngHead = '\u0089PNG\r\n\u001a\n';

/** Takes the bytes of a file at the address that was given for it, once. */
export function takeUpload(
  world: World,
  path: string,
  bytes: Buffer,
): { readonly status: number; readonly body: string } {
  const file = [...world.files.values()].find((each) => each.path === path);
  if (!file || file.bytes !== undefined || bytes.length !== file.length) {
    const told = file ? `${bytes.length} bytes were sent of ${file.length}` : 'no file has this address';
    world.violations.push(`upload: ${told}`);
    return { status: 400, body: 'Bad Request' };
  }
  file.bytes = bytes.toString('latin1');
  return { status: 200, body: `OK - ${bytes.length}` };
}

/** The methods by which the app uploads files. */
export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal'({ world, method, params, workspace }) {
    const length = Number(params.length);
    if (str(params.filename) === '') throw violation(world, method, 'invalid_arguments', ['filename is missing']);
    if (!Number.isInteger(length) || length < 1 || length > largestFile)
      throw violation(world, method, 'invalid_arguments', ['length must be a number of bytes']);
    const id = `F${String(next(world, 'file')).padStart(8, '0')}`;
    const path = `/upload/v1/${id}-secret`;
    world.files.set(id, {
      id,
      workspace: workspace.id,
      path,
      length,
      bytes: undefined,
      completedAt: undefined,
      sharedIn: undefined,
    });
    return { upload_url: `${world.baseUrl}${path}`, file_id: id };
  },
  'files.completeUploadExternal'({ world, method, params, workspace }) {
    const sharedIn = params.channel_id === undefined ? undefined : world.channels.get(str(params.channel_id));
    const isAside = sharedIn?.type === 'im' && sharedIn.workspace === workspace.id;
    if ((params.channel_id !== undefined && !isAside) || params.channels !== undefined)
      throw violation(world, method, 'invalid_arguments', ['the app must share files with one member alone']);
    const files = objects(params.files);
    if (files.length === 0) throw violation(world, method, 'invalid_arguments', ['files is missing']);
    for (const { id } of files) {
      const file = world.files.get(str(id));
      if (file?.workspace !== workspace.id) throw violation(world, method, 'file_not_found', [`no file ${id}`]);
      if (file.bytes === undefined) throw violation(world, method, 'file_update_failed', ['the bytes were not sent']);
      file.completedAt ??= world.now();
      file.sharedIn = sharedIn?.id;
    }
    return { files: files.map(({ id, title }) => ({ id, title, mimetype: '' })) };
  },
};

/** Where a file is named, and what Slack says when it cannot be shown there. */
type Showing = { readonly where: string; readonly blocks: unknown; readonly code: string };

/** Throws what Slack answers when an image shows a file that is not there, not the app's, no picture, or not looked at yet. */
export function checkFiles(world: World, workspace: string, { where, blocks, code }: Showing): void {
  for (const [index, block] of (Array.isArray(blocks) ? blocks : []).entries()) {
    const id = fileOf(block);
    if (id === undefined) continue;
    const told = [`invalid slack file [json-pointer:/blocks/${index}/slack_file]`];
    const file = world.files.get(id);
    if (!file || !isPicture(world, file, workspace)) throw violation(world, where, code, told);
    if (world.now() < (file.completedAt ?? 0) + world.fileLookMs) throw new SlackApiError(code, told);
  }
}

function fileOf(block: Json): string | undefined {
  const { type, slack_file } = block;
  if (type !== 'image' || typeof slack_file !== 'object' || slack_file === null) return undefined;
  return 'id' in slack_file ? str(slack_file.id) : undefined;
}

function isPicture(world: World, file: FileRecord, workspace: string): boolean {
  const [by, shownIn] = [world.workspaces.get(file.workspace), world.workspaces.get(workspace)];
  if (!by || !shownIn || !covers(by, shownIn)) return false;
  return file.completedAt !== undefined && file.bytes?.startsWith(pngHead) === true;
}
