import type { WebClient } from '@slack/web-api';
import type { Interaction } from '../../domain/interaction.ts';
import { roleFor } from '../../domain/permissions.ts';
import { type Parsed, platform, type Sender } from './parse.ts';
import type { Profile, Profiles } from './profiles.ts';

/** Who a member is: what the payload says, and what the directory knows. */
export type Members = {
  /** The interaction of a payload; undefined for a stranger. Throws when Slack does not tell in time what has to be known. */
  identify(client: WebClient, parsed: Parsed): Promise<Interaction | undefined>;
  /** Reads the profile of a member who is not known yet; true when there is news. */
  meet(client: WebClient, sender: Sender): Promise<boolean>;
};

/** Somebody waits, and Slack gives them three seconds. */
const patienceMs = 2_000;

/** Directory look-ups happen before an interaction only when it takes an admin, or a stranger may be at hand; a name can come later. */
export function createMembers(profiles: Profiles): Members {
  const profileFor = async (client: WebClient, { sender, action }: Parsed): Promise<Profile | undefined> => {
    if (roleFor(action) === 'admin') return soon(profiles.load(client, sender));
    const known = profiles.find(sender);
    return known ?? (sender.stranger === 'ask' ? soon(profiles.load(client, sender)) : undefined);
  };
  return {
    identify: async (client, parsed) => {
      if (parsed.sender.stranger === true) return undefined;
      const profile = await profileFor(client, parsed);
      return profile?.stranger ? undefined : interactionOf(parsed, profile);
    },
    meet: async (client, sender) => {
      if (sender.stranger === true || profiles.find(sender)) return false;
      return !(await profiles.load(client, sender)).stranger;
    },
  };
}

async function soon<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('Slack did not say in time who that is')), patienceMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function interactionOf({ sender, deliveryId, channel, action }: Parsed, profile: Profile | undefined): Interaction {
  return {
    deliveryId,
    platform,
    workspace: sender.workspace,
    ...(channel !== undefined && { channel }),
    member: {
      id: sender.userId,
      name: profile?.name || sender.userName,
      provisional: profile === undefined,
      role: profile?.role ?? 'member',
      ...(profile?.timeZone !== undefined && { timeZone: profile.timeZone }),
    },
    action,
  };
}
