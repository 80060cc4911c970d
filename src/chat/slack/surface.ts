import { z } from 'zod';

/** Where on Slack a member acted, and so where the reply is shown. */
export type Surface =
  /** A message or a typed command; `replace` when the message is the member's alone, so that a result may stand in its place. */
  | { readonly type: 'message'; readonly responseUrl: string; readonly replace: boolean }
  /** The Home tab: replies open as a modal. */
  | { readonly type: 'home' }
  /** A modal that shows a message: replies change it. */
  | { readonly type: 'modal'; readonly viewId: string }
  /** Nowhere that could be written to: replies go to the member in private. */
  | { readonly type: 'direct' };

/** What a modal carries until it is sent: the form's value, and where it was opened from. */
export type ModalOrigin = { readonly value: string; readonly channel?: string; readonly surface: Surface };

const version = 1;

const surface = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), responseUrl: z.url(), replace: z.boolean() }),
  z.object({ type: z.literal('home') }),
  z.object({ type: z.literal('modal'), viewId: z.string() }),
  z.object({ type: z.literal('direct') }),
]);

const origin = z.object({
  version: z.literal(version),
  value: z.string(),
  channel: z.string().exactOptional(),
  surface,
});

/** Writes an origin as the private metadata of a modal. */
export function formatOrigin(modalOrigin: ModalOrigin): string {
  return JSON.stringify({ version, ...modalOrigin });
}

/** Reads private metadata; undefined when another version wrote it. */
export function parseOrigin(metadata: string): ModalOrigin | undefined {
  try {
    const parsed = origin.safeParse(JSON.parse(metadata));
    if (!parsed.success) return undefined;
    const { version: _version, ...modalOrigin } = parsed.data;
    return modalOrigin;
  } catch {
    return undefined;
  }
}
