import { APIVersion, ApplicationFlags, DiscordAPIError, PermissionFlagsBits, REST, Routes } from 'discord.js';
import { z } from 'zod';
import { countText, displayName, listText } from '../../domain/display.ts';
import { type Examination, type Finding, ok, problem, type TimeServer, warning } from '../../domain/finding.ts';
import { botPermissionBits, botPermissions } from './permissions.ts';

export type DiscordExamined = {
  readonly token: string;
  /** Where the API is, without a slash at its end. */
  readonly apiUrl: string;
  readonly shards: 'auto' | number | undefined;
};

/** What has to be right for the coach to be on Discord. Nothing is posted or connected by looking. */
export function examineDiscord({ token, apiUrl, shards }: DiscordExamined, timeoutMs: number): readonly Examination[] {
  const rest = new REST({ api: apiUrl, retries: 0, timeout: timeoutMs, rejectOnRateLimit: ['/'] }).setToken(token);
  const looks: Readonly<Record<string, () => Promise<Finding>>> = {
    'Discord token': async () => lookAtBot(bot.parse(await rest.get(Routes.user()))),
    'Discord application': async () =>
      lookAtApplication(application.parse(await rest.get(Routes.currentApplication()))),
    'Discord servers': async () => lookAtServers(servers.parse(await rest.get(Routes.userGuilds()))),
    'Discord gateway': async () => lookAtGateway(gateway.parse(await rest.get(Routes.gatewayBot())), shards),
  };
  return Object.entries(looks).map(([name, look]) => ({
    name,
    look: () => look().catch((error) => failed(error, apiUrl)),
  }));
}

/** Who tells the time by the date of its answers: Discord, at an address that asks for no token. */
export function timeServer(apiUrl: string): TimeServer {
  return { name: 'Discord', address: `${apiUrl}/v${APIVersion}${Routes.gateway()}` };
}

const bot = z.object({ username: z.string() });
const application = z.object({ flags: z.number().default(0), interactions_endpoint_url: z.string().nullish() });
const servers = z.array(z.object({ permissions: z.string().regex(/^\d+$/).transform(BigInt) }));
const gateway = z.object({
  shards: z.number(),
  session_start_limit: z.object({ total: z.number(), remaining: z.number() }),
});

function lookAtBot({ username }: z.infer<typeof bot>): Finding {
  return ok(`DISCORD_TOKEN works, for the bot "${displayName(username)}".`);
}

/** The flags of presences, members and message contents, each for few and for many servers. */
const privilegedFlags =
  ApplicationFlags.GatewayPresence |
  ApplicationFlags.GatewayPresenceLimited |
  ApplicationFlags.GatewayGuildMembers |
  ApplicationFlags.GatewayGuildMembersLimited |
  ApplicationFlags.GatewayMessageContent |
  ApplicationFlags.GatewayMessageContentLimited;

function lookAtApplication({ flags, interactions_endpoint_url: endpoint }: z.infer<typeof application>): Finding {
  if (endpoint)
    return problem(
      'Discord sends what people do to an Interactions Endpoint URL, so the coach hears nothing: empty it on the General Information page.',
    );
  if ((flags & privilegedFlags) !== 0)
    return warning('A privileged intent is on, and the coach uses none: switch them off on the Bot page.');
  return ok('Discord sends what people do to the coach, which needs no privileged intent.');
}

/** Discord tells so many servers at once. */
const mostServers = 200;

function lookAtServers(found: z.infer<typeof servers>): Finding {
  const many = found.length >= mostServers ? `${mostServers} servers or more` : countText(found.length, 'server');
  if (found.length === 0) return warning('The bot is in no server: open the link of "coach invite discord".');
  const lacking = found.filter(
    ({ permissions }) => (permissions & PermissionFlagsBits.Administrator) === 0n && missing(permissions) !== 0n,
  );
  if (lacking.length === 0) return ok(`The bot is in ${many}, with all ${botPermissions.length} permissions.`);
  const bits = lacking.reduce((all, { permissions }) => all | missing(permissions), 0n);
  const names = botPermissions.filter(({ name }) => (bits & PermissionFlagsBits[name]) !== 0n).map(({ name }) => name);
  return warning(
    `The bot is in ${many}, and lacks ${listText(names)} in ${lacking.length} of them: open the link of "coach invite discord" there again.`,
  );
}

function missing(permissions: bigint): bigint {
  return botPermissionBits & ~permissions;
}

/** The coach starts a few times a day; less than this, and something has it start again and again. */
const fewStarts = 50;

function lookAtGateway(
  { shards, session_start_limit: starts }: z.infer<typeof gateway>,
  configured: DiscordExamined['shards'],
): Finding {
  const left = `${starts.remaining} of ${starts.total} starts are left today`;
  if (starts.remaining <= 0)
    return problem(`Discord takes no more connections today: ${left}, so wait until tomorrow.`);
  if (starts.remaining < fewStarts) return warning(`${left}: look for what has the coach start again and again.`);
  if (configured !== 'auto' && shards > (configured ?? 1))
    return warning(`Discord recommends ${countText(shards, 'connection')}: set DISCORD_SHARDS to auto.`);
  return ok(`Discord can be connected to; ${left}.`);
}

/** Of an error only its status is told: messages and requests may repeat what was sent. */
function failed(error: unknown, apiUrl: string): Finding {
  const status = error instanceof DiscordAPIError ? error.status : undefined;
  if (status === 401)
    return problem(
      'Discord does not take DISCORD_TOKEN: copy it again from the Bot page of the application, Reset Token.',
    );
  if (status !== undefined) return problem(`Discord answers with status ${status}: try again later.`);
  if (error instanceof z.ZodError) return problem(`What answers at ${apiUrl} is not Discord: check DISCORD_API_URL.`);
  return problem(`Discord does not answer at ${apiUrl}: check the network, and DISCORD_API_URL where it is set.`);
}
