import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Role } from '../../domain/interaction.ts';

/** A member as Slack's directory has them. */
export type Profile = {
  readonly name: string;
  readonly role: Role;
  readonly timeZone?: string;
  /** Whether they belong to another organisation. */
  readonly stranger: boolean;
  /** Whether they have left the workspace. */
  readonly deactivated: boolean;
};

export type WhoIs = { readonly workspace: string; readonly userId: string };

/** The directory of members; what was read stays for a while. */
export type Profiles = {
  /** What is known already and not too old. */
  find(who: WhoIs): Profile | undefined;
  /** What Slack says now. Throws when it does not answer. */
  load(client: WebClient, who: WhoIs): Promise<Profile>;
};

const freshMs = 60 * 60_000;
/** Profiles that are kept; the oldest go first. */
const kept = 10_000;

const user = z.object({
  name: z.string().default(''),
  real_name: z.string().optional(),
  tz: z.string().optional(),
  deleted: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
});

export function createProfiles(clock: () => number): Profiles {
  const known = new Map<string, { readonly profile: Profile; readonly readAt: number }>();
  return {
    find: (who) => {
      const entry = known.get(keyOf(who));
      return entry && clock() - entry.readAt < freshMs ? entry.profile : undefined;
    },
    load: async (client, who) => {
      const profile = await readProfile(client, who.userId);
      known.delete(keyOf(who));
      known.set(keyOf(who), { profile, readAt: clock() });
      const [oldest] = known.keys();
      if (known.size > kept && oldest !== undefined) known.delete(oldest);
      return profile;
    },
  };
}

/** Asks Slack who somebody is. Throws when it does not answer, or knows nobody of that id. */
export async function readProfile(client: WebClient, userId: string): Promise<Profile> {
  const { user: raw } = await client.users.info({ user: userId });
  return profileOf(user.parse(raw));
}

function profileOf({ profile, tz, ...raw }: z.infer<typeof user>): Profile {
  const names = [profile?.display_name, profile?.real_name, raw.real_name, raw.name];
  return {
    name: names.find((name) => name !== undefined && name.trim() !== '') ?? '',
    role: (raw.is_admin || raw.is_owner) && !raw.is_stranger ? 'admin' : 'member',
    ...(tz !== undefined && { timeZone: tz }),
    stranger: raw.is_stranger === true,
    deactivated: raw.deleted === true,
  };
}

function keyOf({ workspace, userId }: WhoIs): string {
  return `${workspace} ${userId}`;
}
