import { describe, expect, it } from 'vitest';
import { botScopes, createManifest } from '../../../src/chat/slack/manifest.ts';

const socket = createManifest({ type: 'socket' });
const http = createManifest({ type: 'http', publicUrl: 'https://coach.example/base', forMany: true });
const all = [socket, http];

/** Which scope an event is only sent with; the others need none. */
const scopeOfEvent: Readonly<Record<string, string | undefined>> = {
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
  app_home_opened: undefined,
  app_uninstalled: undefined,
  tokens_revoked: undefined,
};

describe('the manifest of the Slack app', () => {
  it('asks for the scopes that are used, each once, and for none of a person', () => {
    for (const { oauth_config: config } of all) {
      expect(config?.scopes).toEqual({ bot: [...botScopes] });
      expect(new Set(config?.scopes?.bot)).toHaveLength(10);
    }
  });

  it('subscribes to events that its scopes allow', () => {
    for (const { settings } of all) {
      const events = settings?.event_subscriptions?.bot_events ?? [];
      expect(events.toSorted()).toEqual(Object.keys(scopeOfEvent).toSorted());
      for (const event of events) expect([undefined, ...botScopes]).toContain(scopeOfEvent[event]);
    }
  });

  it('has a home, a messages tab to write in, a bot and one command', () => {
    for (const { features } of all) {
      expect(features).toMatchObject({
        app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
        bot_user: { display_name: 'Interview Coach' },
        slash_commands: [{ command: '/coach', usage_hint: expect.stringContaining('practice') }],
      });
    }
  });

  it('keeps within the lengths that Slack allows', () => {
    for (const { display_information: shown, features } of all) {
      expect(shown.name.length).toBeLessThanOrEqual(35);
      expect(shown.description?.length).toBeLessThanOrEqual(140);
      const [command] = features?.slash_commands ?? [];
      expect(command?.usage_hint?.length).toBeLessThanOrEqual(1_000);
    }
  });

  it('by Socket Mode names no address at all, and is for one workspace with a token that lasts', () => {
    expect(JSON.stringify(socket)).not.toMatch(/url|https?:/);
    expect(socket.settings).toMatchObject({
      interactivity: { is_enabled: true },
      socket_mode_enabled: true,
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    });
  });

  it('by HTTP has every address that Slack calls, and is for many workspaces with tokens that rotate', () => {
    const events = 'https://coach.example/base/slack/events';
    expect(http.oauth_config?.redirect_urls).toEqual(['https://coach.example/base/slack/oauth_redirect']);
    expect(http.features?.slash_commands).toMatchObject([{ url: events }]);
    expect(http.settings).toMatchObject({
      event_subscriptions: { request_url: events },
      interactivity: { is_enabled: true, request_url: events },
      socket_mode_enabled: false,
      org_deploy_enabled: true,
      token_rotation_enabled: true,
    });
  });
});
