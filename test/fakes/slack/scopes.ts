import type { ChannelRecord } from './world.ts';

type Kind = ChannelRecord['type'];

/** The bot scopes of which a call needs one, by the kind of its channel where that matters; none for a call that is open to all. */
const needed: Readonly<Record<string, (kind: Kind | undefined) => readonly string[]>> = {
  'chat.postMessage': () => ['chat:write'],
  'chat.postEphemeral': () => ['chat:write'],
  'chat.update': () => ['chat:write'],
  'files.getUploadURLExternal': () => ['files:write'],
  'files.completeUploadExternal': () => ['files:write'],
  'users.info': () => ['users:read'],
  'conversations.join': () => ['channels:join'],
  'conversations.open': () => ['im:write'],
  'conversations.history': (kind) => [`${prefixes[kind ?? 'public']}:history`],
  'conversations.replies': (kind) => [`${prefixes[kind ?? 'public']}:history`],
  'conversations.info': (kind) => [`${prefixes[kind ?? 'public']}:read`],
};

const prefixes: Readonly<Record<Kind, string>> = { public: 'channels', private: 'groups', im: 'im' };

/** The scope that a call lacks; undefined when it may be made. */
export function lackingScope(
  scopes: readonly string[],
  { method, kind }: { readonly method: string; readonly kind: Kind | undefined },
): string | undefined {
  const any = needed[method]?.(kind) ?? [];
  return any.length === 0 || any.some((scope) => scopes.includes(scope)) ? undefined : any[0];
}
