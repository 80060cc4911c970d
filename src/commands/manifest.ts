import { createManifest, type SlackMode } from '../chat/slack/manifest.ts';
import { CoachError } from '../domain/errors.ts';
import { parseWebAddress } from '../ops/web-address.ts';
import type { Command, CommandContext } from './command.ts';

/** `coach manifest`: what a platform is told of the app. */
export const manifest: Command = {
  usage: 'manifest slack [--socket | --url https://… [--one-workspace]]',
  summary: 'print the manifest to create the Slack app from',
  options: { socket: { type: 'boolean' }, url: { type: 'string' }, 'one-workspace': { type: 'boolean' } },
  run: async ({ values, positionals, print }) => {
    if (positionals.length !== 1 || positionals[0] !== 'slack')
      throw new CoachError('input-invalid', 'There is a manifest for Slack: coach manifest slack.');
    print(JSON.stringify(createManifest(modeOf(values)), null, 2));
    return 0;
  },
};

function modeOf({ socket, url, 'one-workspace': own }: CommandContext['values']): SlackMode {
  if (url === undefined) return { type: 'socket' };
  if (socket) throw new CoachError('input-invalid', 'Give --socket or --url, not both: Slack uses one way at a time.');
  const publicUrl = parseWebAddress(String(url));
  if (publicUrl?.startsWith('https://')) return { type: 'http', publicUrl, forMany: own !== true };
  const message = `${JSON.stringify(url)} is no address that Slack can call: give one like --url https://coach.example.`;
  throw new CoachError('input-invalid', message);
}
