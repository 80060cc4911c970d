import { z } from 'zod';
import { actionOfWords } from '../spoken.ts';
import { type Parsed, type Sender, strangerOf, typedText, workspaceOf } from './parse.ts';

const envelope = z.object({
  event_id: z.string(),
  team_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
  authorizations: z
    .array(
      z.object({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().optional(),
      }),
    )
    .optional(),
  event: z.object({ type: z.string() }),
});

const said = z.object({
  user: z.string(),
  text: z.string().default(''),
  channel: z.string(),
  channel_type: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  user_team: z.string().optional(),
  source_team: z.string().optional(),
});

const opened = z.object({ user: z.string(), tab: z.string() });

export type ParsedEvent =
  /** Words to the coach, in private or by a mention. */
  | (Parsed & { readonly type: 'said'; readonly place: { readonly channel: string; readonly threadTs?: string } })
  | (Parsed & { readonly type: 'home' })
  | { readonly type: 'uninstalled'; readonly workspace: string };

/** Reads an event; undefined when it is none that the coach answers: of bots, of edits, of other kinds. */
export function parseEvent(body: unknown): ParsedEvent | undefined {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return undefined;
  const { event_id: eventId, event } = parsed.data;
  const workspace = workspaceOfEvent(parsed.data);
  if (workspace === '') return undefined;
  const enterprise = parsed.data.authorizations?.[0]?.enterprise_id ?? parsed.data.enterprise_id;
  const deliveryId = `event:${eventId}`;
  switch (event.type) {
    case 'app_home_opened':
      return parseOpened(payloadOf(body), { workspace, deliveryId });
    case 'app_mention':
    case 'message':
      return parseSaid(payloadOf(body), { workspace, enterprise: enterprise != null });
    case 'app_uninstalled':
      return { type: 'uninstalled', workspace };
    case 'tokens_revoked':
      return revokesBot(payloadOf(body)) ? { type: 'uninstalled', workspace } : undefined;
    default:
      return undefined;
  }
}

function payloadOf(body: unknown): unknown {
  return z.object({ event: z.unknown() }).parse(body).event;
}

type Delivered = { readonly workspace: string; readonly deliveryId: string };

function parseOpened(event: unknown, { workspace, deliveryId }: Delivered): ParsedEvent | undefined {
  const parsed = opened.safeParse(event);
  if (!parsed.success || parsed.data.tab !== 'home') return undefined;
  const sender: Sender = { workspace, userId: parsed.data.user, userName: '', stranger: false };
  return { type: 'home', sender, deliveryId, action: { type: 'home' } };
}

type Home = { readonly workspace: string; readonly enterprise: boolean };

function parseSaid(event: unknown, { workspace, enterprise }: Home): ParsedEvent | undefined {
  const parsed = said.safeParse(event);
  if (!parsed.success) return undefined;
  const { user, text, channel, channel_type, thread_ts, ts, bot_id, subtype, user_team, source_team } = parsed.data;
  if (bot_id !== undefined || subtype !== undefined) return undefined;
  // Messages in channels reach the coach only as mentions; the same words would come twice otherwise.
  const { type } = z.object({ type: z.string() }).parse(event);
  if (type === 'message' && channel_type !== 'im') return undefined;
  const team = user_team ?? source_team;
  const stranger = strangerOf({ home: workspace, team, enterprise });
  return {
    type: 'said',
    sender: { workspace, userId: user, userName: '', stranger },
    // A mention in the coach's own direct conversation comes as two events: both are one delivery.
    deliveryId: `said:${channel}:${ts}`,
    ...(channel_type === 'im' || channel.startsWith('D') ? {} : { channel }),
    action: actionOfWords(typedText(text.replaceAll(/<@[\w|.-]+>/g, ' '))),
    place: { channel, ...(thread_ts !== undefined && { threadTs: thread_ts }) },
  };
}

function revokesBot(event: unknown): boolean {
  const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).optional() }) }).safeParse(event);
  return (revoked.data?.tokens.bot ?? []).length > 0;
}

function workspaceOfEvent({
  team_id,
  enterprise_id,
  authorizations,
  is_enterprise_install,
}: z.infer<typeof envelope>): string {
  const [authorization] = authorizations ?? [];
  return workspaceOf({
    teamId: authorization?.team_id ?? team_id,
    enterpriseId: authorization?.enterprise_id ?? enterprise_id ?? undefined,
    isEnterpriseInstall: authorization?.is_enterprise_install ?? is_enterprise_install,
  });
}
