import type { Interaction } from './interaction.ts';

/** The files that the coach makes for a member alone. */
export const fileNames = ['my-data'] as const;
export type FileName = (typeof fileNames)[number];

/** A file with its name and media type. */
export type MemberFile = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };

/** Whose file it is, by the platform's ids. */
export type FileOwner = Pick<Interaction, 'platform' | 'workspace'> & { readonly member: string };

/** Makes a file as things are now; undefined for somebody of whom nothing is kept. */
export type MakeFile = (owner: FileOwner, file: FileName) => Promise<MemberFile | undefined>;
