import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/reply/reply.ts';
import { takeWebLink } from '../../src/store/web-links.ts';
import { parkWorkspace } from '../../src/store/workspaces.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { command, practise, read } from './reading.ts';
import { dumpWorld } from './world-dump.ts';

const web = command('web');
const minuteMs = 60_000;

async function openWorld(): Promise<World> {
  let tokens = 0;
  const newToken = () => `secret-${++tokens}`;
  return createWorld({ site: { publicUrl: 'https://coach.example/base', newToken } });
}

/** The token of the link that a reply shows. */
function tokenOf(reply: Reply): string {
  return /https:\/\/coach\.example\/base\/web\/enter\/(\S+)/.exec(read(reply))?.[1] ?? '';
}

function take(world: World, token: string) {
  return world.store.transaction((tx) => takeWebLink(tx, { token, at: world.clock.now }));
}

describe('/coach web', () => {
  it('gives a link of one use that holds for ten minutes, and says so', async () => {
    const world = await openWorld();
    const reply = await world.act('ann', web);
    expect(read(reply)).toMatch(/^Your pages\n[\s\S]+works once, within 10 minutes\.$/);
    world.clock.now += 10 * minuteMs - 1;
    const taken = await take(world, tokenOf(reply));
    const known = await world.store.read((db) => db.selectFrom('members').selectAll().executeTakeFirstOrThrow());
    expect(taken).toEqual({ workspaceId: known.workspace_id, memberId: known.id });
    expect(await take(world, tokenOf(reply))).toBeUndefined();
  });

  it('gives one that holds no longer after ten minutes, and is forgotten then', async () => {
    const world = await openWorld();
    const token = tokenOf(await world.act('ann', web));
    world.clock.now += 10 * minuteMs;
    expect(await take(world, token)).toBeUndefined();
    await world.coach.purge();
    expect((await dumpWorld(world)).web_links).toEqual([]);
  });

  it('gives a new one for the same delivery again, in the place of the unused old one', async () => {
    const world = await openWorld();
    const [first, second] = [
      tokenOf(await world.act('ann', web, { deliveryId: 'same' })),
      tokenOf(await world.act('ann', web, { deliveryId: 'same' })),
    ];
    expect([first, second]).toEqual(['secret-1', 'secret-2']);
    expect(await take(world, first)).toBeUndefined();
    expect(await take(world, second)).toBeDefined();
  });

  it('gives each member a link of their own', async () => {
    const world = await openWorld();
    const [ann, bob] = [tokenOf(await world.act('ann', web)), tokenOf(await world.act('bob', web))];
    const [annTaken, bobTaken] = [await take(world, ann), await take(world, bob)];
    expect(annTaken?.memberId).toBeDefined();
    expect(annTaken?.memberId).not.toBe(bobTaken?.memberId);
  });

  it('leaves no token in the database, also when the reply could not be shown and is sent later', async () => {
    const world = await openWorld();
    const reply = await world.act('ann', web, { deliveryId: 'lost' });
    if (reply.type !== 'message') throw new Error('no message');
    const member = { id: 'ann', name: 'ann', role: 'member' } as const;
    const lost = { deliveryId: 'lost', platform: 'test', workspace: 'acme', member, action: web };
    await world.coach.sendLater(lost, reply);
    const dump = await dumpWorld(world);
    expect(JSON.stringify(dump)).not.toContain('secret-');
    expect(String(dump.outbox?.[0]?.message)).toContain('could not be shown: type /coach web for a new one');
  });

  it('says what the operator has to set where there is no web site', async () => {
    const world = await createWorld();
    expect(read(await world.act('ann', web))).toContain('has to set PUBLIC_URL to the https address');
    expect((await dumpWorld(world)).web_links).toEqual([]);
  });

  it('leads to its own pages on the local page, without any token', async () => {
    const world = await openWorld();
    const reply = await world.act('ann', web, { platform: 'local' });
    expect(read(reply)).toMatch(/^Your pages\n\n• Progress\n• Attempts\n/);
    expect(JSON.stringify(reply)).toContain('"page":"progress"');
    expect((await dumpWorld(world)).web_links).toEqual([]);
  });
});

describe('a visit at the web site', () => {
  const visit = { visit: true } as const;

  it('is taken like anything else of a member who is known', async () => {
    const world = await openWorld();
    await practise(world, 'ann');
    expect(read(await world.act('ann', { type: 'page', page: 'progress', value: '' }, visit))).toContain('progress');
    expect(read(await world.act('ann', command('hint'), visit))).toContain('Hint: ');
  });

  it('brings nobody into being, and no workspace', async () => {
    const world = await openWorld();
    await world.act('ann', web);
    const before = await dumpWorld(world);
    const over = { code: 'session-over' };
    await expect(world.act('bob', { type: 'home' }, visit)).rejects.toMatchObject(over);
    await expect(world.act('ann', web, { ...visit, workspace: 'nowhere' })).rejects.toMatchObject(over);
    expect(await dumpWorld(world)).toEqual(before);
  });

  it('does not open a workspace again that is closed', async () => {
    const world = await openWorld();
    await world.act('ann', web);
    const { id } = await world.store.read((db) => db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow());
    await world.store.transaction((tx) => parkWorkspace(tx, id, { because: 'removed' }));
    const before = await dumpWorld(world);
    await expect(world.act('ann', { type: 'home' }, visit)).rejects.toMatchObject({ code: 'session-over' });
    expect(await dumpWorld(world)).toEqual(before);
  });
});
