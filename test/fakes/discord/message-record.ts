import type { Json } from '../slack/json.ts';

/** What flags on a message mean. */
export const messageFlags = {
  suppressEmbeds: 4,
  ephemeral: 64,
  loading: 128,
  suppressNotifications: 4096,
  componentsV2: 32_768,
} as const;

/** A file of a message. */
export type AttachmentRecord = {
  readonly id: string;
  readonly filename: string;
  readonly description: string;
  readonly size: number;
  readonly contentType: string;
};

/** A message; one with `onlyFor` is ephemeral. */
export type MessageRecord = {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  readonly sentAt: number;
  readonly onlyFor?: string;
  /** The interaction that it answers. */
  readonly interaction?: string;
  readonly nonce?: string;
  readonly replyTo?: string;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  attachments: readonly AttachmentRecord[];
  flags: number;
  mentions: readonly string[];
  everyone: boolean;
  editedAt: number | undefined;
};
