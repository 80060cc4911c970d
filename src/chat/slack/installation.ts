import { z } from 'zod';
import { CoachError } from '../../domain/errors.ts';

/** Where installations are kept, and those that have been begun. Ids are Slack's, texts are ours to read. */
export type InstallationVault = {
  save(externalId: string, installation: string): Promise<void>;
  load(externalId: string): Promise<string | undefined>;
  remove(externalId: string): Promise<void>;
  /** Remembers a state that nobody else knows until `expiresAt` (epoch milliseconds). */
  saveState(state: string, options: string, expiresAt: number): Promise<void>;
  /** The options of a state: once, and not after it has expired. */
  takeState(state: string): Promise<string | undefined>;
};

const installation = z.object({
  isEnterpriseInstall: z.boolean().default(false),
  enterprise: z.object({ id: z.string().min(1) }).optional(),
  team: z.object({ id: z.string().min(1) }).optional(),
  appId: z.string().optional(),
  bot: z.object({
    token: z.string().min(1),
    id: z.string(),
    userId: z.string(),
    refreshToken: z.string().min(1).optional(),
    expiresAt: z.number().optional(),
  }),
  /** Who installed the app. */
  user: z.object({ id: z.string() }),
});

/** What is kept of an installation: no token of a person. `bot.expiresAt` is in epoch seconds, as Slack's libraries count. */
export type Installation = z.infer<typeof installation>;

/** Reads an installation as Slack's library made it or as it was kept; throws for anything else. */
export function parseInstallation(value: unknown): Installation {
  return installation.parse(value);
}

/** Whose token answers what came from a place in Slack. */
export type InstallationSource = {
  readonly teamId?: string | undefined;
  readonly enterpriseId?: string | undefined;
  readonly isEnterpriseInstall?: boolean | undefined;
};

/**
 * What an installation is kept under: the organisation's id when the app is installed for all of it, else the workspace's.
 * Throws a CoachError `not-installed` when that id is missing.
 */
export function externalIdOf({ teamId, enterpriseId, isEnterpriseInstall }: InstallationSource): string {
  const id = isEnterpriseInstall ? enterpriseId : teamId;
  if (!id) throw notInstalled();
  return id;
}

/** The error for a workspace that has no installation. */
export function notInstalled(): CoachError {
  return new CoachError('not-installed', 'Interview Coach is not installed in this Slack workspace: install it again.');
}
