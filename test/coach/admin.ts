import type { FieldValues } from '../../src/domain/interaction.ts';
import { parseMessage } from '../../src/reply/parse-reply.ts';
import type { Message, Reply } from '../../src/reply/reply.ts';
import type { Change, World } from '../fixtures/practice-world.ts';
import { send } from './reading.ts';

/** What a member is told who asks for what admins do. */
export const adminsOnly = 'Only admins of this workspace can do that: ask one of them.';

/** Something done by an admin in the channel `general`, or as `change` says. */
export function asAdmin(change: Change = {}): Change {
  return { channel: 'general', ...change, member: { role: 'admin', ...change.member } };
}

/** What an admin sends who posts on working days at nine o'clock in Berlin, on all topics. */
export const goodSetup: FieldValues = {
  channel: ['general'],
  time: ['09:00'],
  timeZone: ['Europe/Berlin'],
  weekdays: ['1', '2', '3', '4', '5'],
  topics: [],
};

/** An admin sends the setup form; `different` is what they fill in otherwise. */
export function saveSetup(world: World, different: FieldValues = {}, change: Change = {}): Promise<Reply> {
  return world.act('ada', send('setup', '', { ...goodSetup, ...different }), asAdmin(change));
}

export type Outgoing = {
  readonly key: string;
  /** The platform's ids. */
  readonly workspace: string;
  readonly channel: string;
  readonly state: string;
  readonly revision: number;
  readonly message: Message | undefined;
};

/** All that was ever to be posted, by its place and key. */
export async function outboxOf({ store }: World): Promise<readonly Outgoing[]> {
  const rows = await store.read((db) =>
    db
      .selectFrom('outbox')
      .innerJoin('workspaces', 'workspaces.id', 'outbox.workspace_id')
      .innerJoin('channels', (join) =>
        join.onRef('channels.workspace_id', '=', 'outbox.workspace_id').onRef('channels.id', '=', 'outbox.channel_id'),
      )
      .select([
        'logical_key as key',
        'workspaces.external_id as workspace',
        'channels.external_id as channel',
        'state',
        'revision',
        'message',
      ])
      .orderBy('workspaces.external_id')
      .orderBy('channels.external_id')
      .orderBy('logical_key')
      .execute(),
  );
  return rows.map((row) => ({ ...row, message: parseMessage(row.message) }));
}
