import type { AppsManifestCreateArguments } from '@slack/web-api';

/** A manifest as Slack's "create an app from a manifest" takes it. */
export type SlackManifest = Extract<AppsManifestCreateArguments['manifest'], object>;

/**
 * How Slack reaches the coach: by Socket Mode, from a workspace's own app; or by HTTP at an https address without a slash
 * at its end, from a workspace's own app or from one that many workspaces and organisations install.
 */
export type SlackMode =
  | { readonly type: 'socket' }
  | { readonly type: 'http'; readonly publicUrl: string; readonly forMany: boolean };

/** Where Slack sends events, commands and what people click, after the public address. */
export const eventsPath = '/slack/events';
/** Where an installation begins, after the public address. */
export const installPath = '/slack/install';
/** Where Slack sends who has agreed to an installation, after the public address. */
export const redirectPath = '/slack/oauth_redirect';

/**
 * The least that the coach needs: `commands` for /coach; `chat:write` to answer, `channels:join` to post in a public channel
 * without being invited, and `im:write` to write to a member first; `app_mentions:read` and `im:history` to hear who speaks
 * to it; `users:read` for names, time zones and who is an admin; `channels:history` and `groups:history` to find its own
 * message again when Slack did not say whether it was posted, so that nothing is posted twice; `files:write` to upload
 * charts as pictures, without which their words are shown, and to give members their data as a file.
 */
export const botScopes = [
  'commands',
  'chat:write',
  'channels:join',
  'app_mentions:read',
  'im:history',
  'im:write',
  'users:read',
  'channels:history',
  'groups:history',
  'files:write',
] as const;

const name = 'Interview Coach';
const botEvents = ['app_home_opened', 'app_mention', 'message.im', 'app_uninstalled', 'tokens_revoked'] as const;

/**
 * The manifest of the Slack app. For many workspaces it is installed by OAuth, with tokens that rotate; the one token of a
 * workspace's own app must not.
 */
export function createManifest(mode: SlackMode): SlackManifest {
  const http = mode.type === 'http' ? mode : undefined;
  const forMany = http?.forMany ?? false;
  const requestUrl = http && http.publicUrl + eventsPath;
  return {
    display_information: {
      name,
      description: 'Practise for technical interviews, key point by key point',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: name, always_online: true },
      slash_commands: [
        {
          command: '/coach',
          description: 'Practise interview questions',
          usage_hint: 'practice [topic] [level] | leaderboard | stats | setup | help',
          should_escape: false,
          ...(requestUrl !== undefined && { url: requestUrl }),
        },
      ],
    },
    oauth_config: {
      ...(http && forMany && { redirect_urls: [http.publicUrl + redirectPath] }),
      scopes: { bot: [...botScopes] },
    },
    settings: {
      event_subscriptions: { ...(requestUrl !== undefined && { request_url: requestUrl }), bot_events: [...botEvents] },
      interactivity: { is_enabled: true, ...(requestUrl !== undefined && { request_url: requestUrl }) },
      org_deploy_enabled: forMany,
      socket_mode_enabled: !http,
      token_rotation_enabled: forMany,
    },
  };
}
