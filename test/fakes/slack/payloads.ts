import type { ResponseUrls, Triggers } from './capabilities.ts';
import { defined, isJson, type Json, str } from './json.ts';
import { messageJson } from './messages.ts';
import { stateOfBlocks } from './view-state.ts';
import { viewJson } from './views.ts';
import { get, type MemberRecord, type MessageRecord, next, nextTs, type ViewRecord, type World } from './world.ts';

/** What makes payloads. */
export type PayloadDeps = { readonly world: World; readonly triggers: Triggers; readonly urls: ResponseUrls };

/** The token that Slack once verified requests by, still in every payload. */
const verificationToken = 'deprecated-verification-token';

/** The name in a user's address: lower case, without spaces. */
export function usernameOf(member: MemberRecord): string {
  return member.name.toLowerCase().replace(/[^a-z0-9._-]+/g, '');
}

/** The fields that say which app, workspace and organization a payload is of. */
function origin(world: World, member: MemberRecord, inView: boolean): Json {
  const workspace = get(world.workspaces, member.workspace);
  const { enterprise } = workspace;
  const team = { id: workspace.id, domain: workspace.domain };
  const whole = enterprise ? { ...team, enterprise_id: enterprise.id, enterprise_name: enterprise.name } : team;
  // In views, Slack names the team of a Slack Connect stranger, and none for an app of a whole organization.
  const stranger = { id: member.homeTeam, domain: 'elsewhere' };
  return {
    team: inView && workspace.orgInstall ? null : inView && member.stranger ? stranger : whole,
    enterprise: enterprise ?? null,
    is_enterprise_install: workspace.orgInstall,
    api_app_id: world.app.appId,
    token: verificationToken,
  };
}

function userOf(member: MemberRecord): Json {
  const username = usernameOf(member);
  return { id: member.id, username, name: username, team_id: member.homeTeam };
}

function channelName(world: World, id: string): string {
  const channel = get(world.channels, id);
  return channel.type === 'im' ? 'directmessage' : channel.type === 'private' ? 'privategroup' : channel.name;
}

/** A slash command: flat, every value a string. */
export function slashPayload(deps: PayloadDeps, member: MemberRecord, channel: string, line: string): Json {
  const { world } = deps;
  const workspace = get(world.workspaces, member.workspace);
  const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? [];
  return defined({
    token: verificationToken,
    team_id: member.stranger ? member.homeTeam : workspace.id,
    team_domain: workspace.domain,
    enterprise_id: workspace.enterprise?.id,
    enterprise_name: workspace.enterprise?.name,
    channel_id: channel,
    channel_name: channelName(world, channel),
    user_id: member.id,
    user_name: usernameOf(member),
    command,
    text,
    api_app_id: world.app.appId,
    is_enterprise_install: `${workspace.orgInstall}`,
    response_url: deps.urls.issue('commands', { workspace: workspace.id, channel, member: member.id }),
    trigger_id: deps.triggers.issue(member.id),
  });
}

function escaped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(escaped);
  if (!isJson(value)) return value;
  const text = str(value.text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const copied = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
  return value.type === 'plain_text' ? { ...copied, text } : copied;
}

/** Something that was pressed or chosen, and what came of it. */
export type Press = { readonly block: Json; readonly element: Json; readonly fields: Json };

function actionOf(world: World, { block, element, fields }: Press): Json {
  return defined({
    action_id: element.action_id,
    block_id: block.block_id,
    text: escaped(element.text),
    value: element.value,
    url: element.url,
    style: element.style,
    placeholder: element.placeholder,
    type: element.type,
    ...fields,
    action_ts: nextTs(world),
  });
}

/** A press on a message, be it ephemeral or not. */
export function messagePress(deps: PayloadDeps, member: MemberRecord, message: MessageRecord, press: Press): Json {
  const { world } = deps;
  const { channel, ts, onlyFor } = message;
  const ephemeral = onlyFor !== undefined;
  return defined({
    type: 'block_actions',
    user: userOf(member),
    ...origin(world, member, false),
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: ephemeral },
    trigger_id: deps.triggers.issue(member.id),
    channel: { id: channel, name: channelName(world, channel) },
    message: ephemeral ? undefined : escaped(messageJson(world, message)),
    state: { values: stateOfBlocks(message.blocks, new Map()) },
    response_url: deps.urls.issue('actions', {
      workspace: member.workspace,
      channel,
      member: member.id,
      origin: { ts },
    }),
    actions: [actionOf(world, press)],
  });
}

/** A press in a modal or on the home tab: no channel, no response_url. */
export function viewPress(deps: PayloadDeps, member: MemberRecord, view: ViewRecord, press: Press): Json {
  const { world } = deps;
  return {
    type: 'block_actions',
    user: userOf(member),
    ...origin(world, member, true),
    container: { type: 'view', view_id: view.id },
    trigger_id: deps.triggers.issue(member.id),
    view: viewJson(world, view),
    actions: [actionOf(world, press)],
  };
}

function responseUrls(deps: PayloadDeps, member: MemberRecord, view: ViewRecord): readonly Json[] {
  return view.blocks.flatMap((block) => {
    const element = isJson(block.element) ? block.element : {};
    const channel = str(view.inputs.get(`${str(block.block_id)}/${str(element.action_id)}`));
    if (element.response_url_enabled !== true || channel === '') return [];
    const target = { workspace: member.workspace, channel, member: member.id };
    return [
      {
        block_id: block.block_id,
        action_id: element.action_id,
        channel_id: channel,
        response_url: deps.urls.issue('app', target),
      },
    ];
  });
}

/** A modal that was submitted. */
export function submission(deps: PayloadDeps, member: MemberRecord, view: ViewRecord): Json {
  return {
    type: 'view_submission',
    user: userOf(member),
    ...origin(deps.world, member, true),
    trigger_id: deps.triggers.issue(member.id),
    view: viewJson(deps.world, view),
    response_urls: responseUrls(deps, member, view),
  };
}

/** A modal that was closed. */
export function closing({ world }: PayloadDeps, member: MemberRecord, view: ViewRecord, cleared: boolean): Json {
  return {
    type: 'view_closed',
    user: userOf(member),
    ...origin(world, member, true),
    view: viewJson(world, view),
    is_cleared: cleared,
  };
}

/** What is typed into an external select. */
export function suggestion(
  deps: PayloadDeps,
  member: MemberRecord,
  at: { readonly view?: ViewRecord; readonly message?: MessageRecord; readonly press: Press },
): Json {
  const { world } = deps;
  const { view, message, press } = at;
  return defined({
    type: 'block_suggestion',
    user: userOf(member),
    ...origin(world, member, view !== undefined),
    container: view
      ? { type: 'view', view_id: view.id }
      : { type: 'message', message_ts: message?.ts, channel_id: message?.channel, is_ephemeral: false },
    view: view && viewJson(world, view),
    channel: message && { id: message.channel, name: channelName(world, message.channel) },
    action_id: press.element.action_id,
    block_id: press.block.block_id,
    value: press.fields.value,
  });
}

/** An event in its envelope. */
export function eventPayload(world: World, workspaceId: string, event: Json, external = false): Json {
  const { id, enterprise, orgInstall, botUserId } = get(world.workspaces, workspaceId);
  return defined({
    token: verificationToken,
    team_id: id,
    enterprise_id: enterprise?.id,
    context_team_id: id,
    context_enterprise_id: enterprise?.id ?? null,
    api_app_id: world.app.appId,
    event,
    type: 'event_callback',
    event_id: `Ev${String(next(world, 'event')).padStart(8, '0')}`,
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: enterprise?.id ?? null,
        team_id: orgInstall ? null : id,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: orgInstall,
      },
    ],
    is_ext_shared_channel: external,
    event_context: `4-context-${id}`,
  });
}
