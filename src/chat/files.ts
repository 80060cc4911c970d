import type { MakeFile } from '../domain/member-file.ts';
import type { Block, Reply } from '../reply/reply.ts';

export type FileBlock = Extract<Block, { type: 'file' }>;

export type FilesDeps = {
  /** None: no files are given, and words stand in their place. */
  readonly makeFile?: MakeFile | undefined;
};

/** The file of a reply, if it has one: none has two. */
export function fileIn(reply: Reply | undefined): FileBlock | undefined {
  return reply?.type === 'message' ? reply.blocks.find((block) => block.type === 'file') : undefined;
}
