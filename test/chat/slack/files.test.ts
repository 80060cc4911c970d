import { describe, expect, it } from 'vitest';
import { botScopes } from '../../../src/chat/slack/manifest.ts';
import type { MakeFile } from '../../../src/domain/member-file.ts';
import type { Message } from '../../../src/reply/reply.ts';
import { exportView } from '../../../src/reply/views/privacy.ts';
import { postOf, shownAt } from '../../fixtures/posts.ts';
import { type BareOptions, type BareSlack, openBareSlack } from './bare-slack.ts';

const bytes = Buffer.from('{"format":1}');
const makeFile: MakeFile = async (owner) =>
  owner.member === 'nobody' ? undefined : { name: 'my-data.json', mediaType: 'application/json', bytes };

async function send(options: BareOptions, again = false): Promise<BareSlack & { readonly seen: string }> {
  const world = await openBareSlack({ makeFile, ...options });
  const { workspace, chat } = world;
  const ana = workspace.member('Ana');
  const post = postOf({ key: 'a', workspace: workspace.id, to: { type: 'member', id: ana.id }, message: exportView() });
  shownAt(await chat.post({ ...post, again }));
  return { ...world, seen: ana.sees() };
}

const filesOf = ({ slack }: BareSlack) => [...slack.world.files.values()];

describe('a file for a member on Slack', () => {
  it('is shared in their direct conversation alone, below the words that speak of it', async () => {
    const world = await send({});
    const dm = world.slack.world.members.get(world.workspace.member('Ana').id)?.dm;
    expect(world.slack.violations).toEqual([]);
    expect(world.seen).toContain('Everything that the coach keeps about you');
    expect(filesOf(world).map((file) => [file.bytes, file.sharedIn])).toEqual([[bytes.toString(), dm]]);
    expect(world.errors).toEqual([]);
  });

  it('is shared once more when nobody knows whether it was, below the same message', async () => {
    const world = await send({}, true);
    expect(world.seen.match(/Your data as JSON/g)).toHaveLength(1);
  });

  it.each([
    ['the app may not upload', { scopes: botScopes.filter((scope) => scope !== 'files:write') }],
    ['it cannot be made', { makeFile: () => Promise.reject(new Error('the disk is full')) }],
  ])('is not promised when %s: the message says what to do', async (_why, options) => {
    const world = await send(options);
    expect(world.seen).toContain('Slack did not take the file.');
    expect(world.seen).not.toContain('Everything that the coach keeps');
    expect(world.errors).toHaveLength(1);
  });

  it('is not there for somebody of whom nothing is kept', async () => {
    const world = await send({ makeFile: async () => undefined });
    expect(world.seen).toContain('Nothing is kept about you, so there is no file.');
    expect(filesOf(world)).toEqual([]);
  });

  it('never goes to a channel, whatever is posted there', async () => {
    const { workspace, chat, slack } = await openBareSlack({ makeFile });
    const to = { type: 'channel', id: workspace.channel('general').id } as const;
    shownAt(await chat.post(postOf({ key: 'a', workspace: workspace.id, to, message: exportView() })));
    expect(slack.world.files.size).toBe(0);
  });

  it('is sent aside wherever it is asked for', async () => {
    const { workspace, later, slack } = await openBareSlack({ makeFile, handle: (): Message => exportView() });
    const ana = workspace.member('Ana');
    await ana.slash('/coach privacy export');
    await slack.idle();
    expect(ana.sees()).toContain('You get it as a file in a direct message');
    expect(later).toEqual([exportView()]);
  });
});
