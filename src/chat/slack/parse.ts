import { createHash } from 'node:crypto';
import { z } from 'zod';
import { formNames, type MemberAction } from '../../domain/interaction.ts';
import type { Click } from '../double-clicks.ts';
import { parseFields } from './parse-fields.ts';
import { parseActionId } from './render-message.ts';
import { type ModalOrigin, parseOrigin, type Surface } from './surface.ts';

export const platform = 'slack';

/** A member as a payload names them. */
export type Sender = {
  /** Team, or enterprise where the coach is installed for a whole organisation. */
  readonly workspace: string;
  readonly userId: string;
  /** The handle; people see the display name, which a profile has. */
  readonly userName: string;
  /** Whether they come from another organisation, through a shared channel; `ask` when only Slack's directory can tell. */
  readonly stranger: boolean | 'ask';
};

/** What a payload says a member did. */
export type Parsed = {
  readonly sender: Sender;
  readonly deliveryId: string;
  readonly channel?: string;
  readonly action: MemberAction;
};

export type ParsedCommand = Parsed & { readonly surface: Surface; readonly triggerId: string };

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

const commandBody = z.object({
  team_id: z.string(),
  enterprise_id: z.string().optional(),
  is_enterprise_install: flag.optional(),
  user_id: z.string(),
  user_name: z.string().optional(),
  channel_id: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
  response_url: z.url(),
});

/** Reads the payload of a slash command; undefined when it is none. */
export function parseCommandBody(body: unknown): ParsedCommand | undefined {
  const parsed = commandBody.safeParse(body);
  if (!parsed.success) return undefined;
  const { team_id, enterprise_id, is_enterprise_install, user_id, user_name = '', ...command } = parsed.data;
  return {
    sender: {
      workspace: workspaceOf({
        teamId: team_id,
        enterpriseId: enterprise_id,
        isEnterpriseInstall: is_enterprise_install,
      }),
      userId: user_id,
      userName: user_name,
      stranger: false,
    },
    deliveryId: `command:${command.trigger_id}`,
    ...channelOf(command.channel_id),
    action: { type: 'command', text: typedText(command.text) },
    surface: { type: 'message', responseUrl: command.response_url, replace: false },
    triggerId: command.trigger_id,
  };
}

const interactiveBody = z.object({
  team: z.object({ id: z.string() }).nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
  is_enterprise_install: flag.optional(),
  user: z.object({
    id: z.string(),
    name: z.string().optional(),
    username: z.string().optional(),
    team_id: z.string().optional(),
  }),
});

const actionBody = interactiveBody.extend({
  trigger_id: z.string(),
  response_url: z.url().optional(),
  container: z.object({
    type: z.string(),
    is_ephemeral: z.boolean().optional(),
    message_ts: z.string().optional(),
    view_id: z.string().optional(),
  }),
  view: z.object({ id: z.string(), type: z.string(), app_installed_team_id: z.string().optional() }).nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  actions: z
    .array(z.object({ action_id: z.string(), value: z.string().optional(), action_ts: z.string().optional() }))
    .min(1),
});

export type ParsedPress = ParsedCommand & { readonly click: Click };

/** Reads the payload of a button; undefined when it is none of the coach's. */
export function parseActionBody(body: unknown): ParsedPress | undefined {
  const parsed = actionBody.safeParse(body);
  if (!parsed.success) return undefined;
  const { actions, container, trigger_id: triggerId, channel } = parsed.data;
  const [pressed] = actions;
  const action = pressed && parseActionId(pressed.action_id);
  if (!pressed || !action) return undefined;
  const sender = senderOf(parsed.data);
  const place = container.message_ts ?? container.view_id ?? '';
  return {
    sender,
    deliveryId: `press:${triggerId}`,
    ...channelOf(channel?.id ?? ''),
    action: { type: 'press', action, value: pressed.value ?? '' },
    surface: surfaceOf(parsed.data),
    triggerId,
    click: {
      id: triggerId,
      member: memberKey(sender),
      button: [place, pressed.action_id, pressed.value].join(' '),
      at: Number(pressed.action_ts) * 1_000,
    },
  };
}

function surfaceOf({ container, view, response_url }: z.infer<typeof actionBody>): Surface {
  if (view) return view.type === 'home' ? { type: 'home' } : { type: 'modal', viewId: view.id };
  return response_url === undefined
    ? { type: 'direct' }
    : { type: 'message', responseUrl: response_url, replace: container.is_ephemeral === true };
}

const submissionBody = interactiveBody.extend({
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    app_installed_team_id: z.string().optional(),
    private_metadata: z.string(),
    state: z.object({ values: z.unknown() }),
  }),
});

/** Tells members of all workspaces apart. */
export function memberKey({ workspace, userId }: Sender): string {
  return `${workspace} ${userId}`;
}

export type ParsedSubmission =
  | (Parsed & { readonly type: 'submission'; readonly surface: Surface; readonly triggerId?: undefined })
  /** A form that another version opened; `written` is what the member put into it. */
  | { readonly type: 'outdated'; readonly written: readonly string[] };

/** Reads the payload of a modal that was sent; undefined when it is none. */
export function parseSubmissionBody(body: unknown): ParsedSubmission | undefined {
  const parsed = submissionBody.safeParse(body);
  if (!parsed.success) return undefined;
  const { view } = parsed.data;
  const fields = parseFields(view.state.values);
  const form = formNames.find((name) => name === view.callback_id);
  const origin: ModalOrigin | undefined = parseOrigin(view.private_metadata);
  if (!form || !origin) return { type: 'outdated', written: Object.values(fields).flat() };
  // Sent again with the same words it is the same delivery; sent again after a mistake was mended it is another.
  const words = createHash('sha256').update(JSON.stringify(fields)).digest('base64url').slice(0, 22);
  return {
    type: 'submission',
    sender: senderOf(parsed.data),
    deliveryId: `submit:${view.id}:${words}`,
    ...(origin.channel !== undefined && { channel: origin.channel }),
    action: { type: 'submit', form, value: origin.value, fields },
    surface: origin.surface,
  };
}

type InteractiveBody = z.infer<typeof interactiveBody> & {
  readonly view?: { readonly app_installed_team_id?: string | undefined } | null | undefined;
};

function senderOf({ team, enterprise, is_enterprise_install, user, view }: InteractiveBody): Sender {
  const isEnterpriseInstall = is_enterprise_install === true;
  // In the views of a stranger `team` is the stranger's own.
  const teamId = view?.app_installed_team_id ?? team?.id ?? user.team_id;
  return {
    workspace: workspaceOf({ teamId, enterpriseId: enterprise?.id, isEnterpriseInstall }),
    userId: user.id,
    userName: user.name ?? user.username ?? '',
    stranger: strangerOf({ home: teamId, team: user.team_id, enterprise: isEnterpriseInstall || enterprise != null }),
  };
}

/** In an organisation of many teams another team's member is no stranger; only the directory knows. */
export function strangerOf({ home, team, enterprise }: StrangerIds): Sender['stranger'] {
  if (enterprise) return 'ask';
  return team !== undefined && team !== home;
}

type StrangerIds = {
  readonly home: string | undefined;
  /** The team that the person is of. */
  readonly team: string | undefined;
  /** Whether the workspace belongs to an organisation. */
  readonly enterprise: boolean;
};

type Ids = {
  readonly teamId?: string | undefined;
  readonly enterpriseId?: string | undefined;
  readonly isEnterpriseInstall?: boolean | undefined;
};

/** The id under which the coach was installed: the organisation's where it was installed for all of it, the team's otherwise. */
export function workspaceOf({ teamId = '', enterpriseId, isEnterpriseInstall = false }: Ids): string {
  return isEnterpriseInstall && enterpriseId !== undefined ? enterpriseId : teamId;
}

/** What was typed: Slack sends three characters escaped. */
export function typedText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** A direct conversation is no place where others see something. */
function channelOf(id: string): { readonly channel?: string } {
  return /^[CG]/.test(id) ? { channel: id } : {};
}
