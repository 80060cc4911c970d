import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/ops/config.ts';
import { lookAtPublicUrl } from '../../src/ops/examine-host.ts';
import { createSealer } from '../../src/ops/secrets.ts';
import { createVault } from '../../src/vault.ts';
import { openStoreAt } from '../fixtures/databases.ts';
import { change, forgetNewest } from '../store/change-file.ts';
import { scratch, slack, slackConfig, useDoctorWorld, visit } from './doctor-world.ts';

useDoctorWorld();

const program = fileURLToPath(new URL('../../bin/coach.js', import.meta.url));

describe('coach doctor finds of this machine', () => {
  it.each([
    [0, 'ok'],
    [59_000, 'ok'],
    [-120_000, 'warning'],
    [120_000, 'warning'],
    [-3_600_000, 'problem'],
    [3_600_000, 'problem'],
  ])('a clock that is %i ms off: %s', async (offMs, level) => {
    const { found } = await visit({ slack: slackConfig() }, { clock: () => Date.now() + offMs });
    expect(found['clock of Slack']).toMatch(new RegExp(`^${level}: `));
    if (level !== 'ok') expect(found['clock of Slack']).toContain(offMs > 0 ? 'ahead of Slack' : 'behind Slack');
  });

  it('a disk that is full, or too small for a backup', async () => {
    const disk = async (free: number) => (await visit({}, { freeBytes: async () => free })).found.disk;
    expect(await disk(0)).toMatch(/^problem: Only 0 bytes are free .*: make room/);
    expect(await disk(100 * 2 ** 20)).toMatch(/^ok: 100 MB are free/);
    await (await openStoreAt(scratch.config.databaseUrl)).close();
    expect(await disk(100 * 2 ** 20)).toMatch(/^warning: 100 MB are free .*too little for a backup/);
  });

  it.each([
    ['http://localhost:3000', 'warning', 'problem'],
    ['http://127.0.0.1:3000', 'warning', 'problem'],
    ['https://[::1]', 'warning', 'problem'],
    ['https://192.168.1.5', 'ok', 'problem'],
    ['https://172.31.0.1', 'ok', 'problem'],
    ['https://[fd00::1]', 'ok', 'problem'],
    ['https://coach.local', 'ok', 'problem'],
    ['https://intranet/coach', 'ok', 'problem'],
    ['https://coach.example/bot', 'ok', 'ok'],
    ['https://172.32.0.1', 'ok', 'ok'],
  ])('an address that has to be reached: %s is %s for members, %s for Slack', (publicUrl, level, forSlack) => {
    expect(lookAtPublicUrl(publicUrl, { forSlack: false })).toMatchObject({ level });
    expect(lookAtPublicUrl(publicUrl, { forSlack: true })).toMatchObject({ level: forSlack });
  });

  it('an address that Slack has to reach: over HTTP, from many workspaces', async () => {
    const { apiUrl, install: token, transport: socket } = slackConfig();
    const { clientId, clientSecret } = slack.app;
    const oauth = { type: 'oauth', clientId, clientSecret } as const;
    const http = { type: 'http', signingSecret: 'a'.repeat(32) } as const;
    const publicUrl = 'https://coach.local';
    const addressOf = async (changes: Partial<Config>) => (await visit(changes)).found.address;
    expect(await addressOf({ publicUrl })).toMatch(/^ok: PUBLIC_URL names coach\.local/);
    expect(await addressOf({ publicUrl, slack: { apiUrl, install: oauth, transport: socket } })).toMatch(/^ok: /);
    expect(await addressOf({ publicUrl, slack: { apiUrl, install: token, transport: http } })).toMatch(/^ok: /);
    expect(await addressOf({ publicUrl, slack: { apiUrl, install: oauth, transport: http } })).toMatch(
      /^problem: PUBLIC_URL names coach\.local, which Slack cannot reach/,
    );
    expect(await addressOf({ slack: { apiUrl, install: token, transport: http } })).toMatch(/^ok: .* is not set/);
    expect(await addressOf({})).toBeUndefined();
  });

  it('a page without passwords that others reach', async () => {
    expect((await visit({ localPage: true, host: '0.0.0.0' })).found['local page']).toMatch(/^warning: .*0\.0\.0\.0/);
  });

  it('packs with problems, and that there are none', async () => {
    await writeFile(join(scratch.folder, 'broken.md'), '# nothing');
    expect((await visit()).found.packs).toMatch(/^warning: 1 good pack in .* "coach check" names them/);
    await writeFile(join(scratch.folder, 'caching.md'), '# nothing');
    expect(await visit()).toMatchObject({
      code: 1,
      found: { packs: expect.stringMatching(/^problem: .*no good pack/) },
    });
  });
});

const file = () => scratch.config.databaseUrl.replace('sqlite:', '');

describe('coach doctor finds of the database', () => {
  it.each([
    ['a newer version', "insert into kysely_migration values ('9999', '')", /^problem: .*newer version/],
    ['another program', 'drop table kysely_migration', /^problem: .*another program/],
    ['an update that is due', forgetNewest, /^ok: .*brings it up to date/],
  ])('%s, and changes nothing', async (_what, sql, outcome) => {
    await (await openStoreAt(scratch.config.databaseUrl)).close();
    change(file(), sql);
    const database = new SQLite(file());
    const read = () => database.prepare('select count(*) from sqlite_schema').pluck().get();
    const before = read();
    expect((await visit()).found.database).toMatch(outcome);
    expect(read()).toBe(before);
    database.close();
  });

  it('damage', async () => {
    await (await openStoreAt(scratch.config.databaseUrl)).close();
    await writeFile(file(), 'words'.repeat(1_000));
    expect(await visit()).toMatchObject({ code: 1, found: { database: expect.stringContaining('damaged') } });
  });

  it('that it may not be written, which it is with another owner after a restore', async () => {
    await (await openStoreAt(scratch.config.databaseUrl)).close();
    const database = new SQLite(file());
    database.pragma('journal_mode = delete');
    database.close();
    await chmod(file(), 0o444);
    await chmod(scratch.folder, 0o755);
    const env = {
      DATABASE_URL: scratch.config.databaseUrl,
      KNOWLEDGE_DIR: scratch.folder,
      PATH: process.env.PATH ?? '',
    };
    // Whoever is root may write everything.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { status, stdout } = spawnSync(process.execPath, [program, 'doctor'], { env, ...nobody, encoding: 'utf8' });
    expect(stdout).toMatch(/^problem +database .*it is not writable/m);
    expect(status).toBe(1);
  });

  it('nothing wrong while a coach writes to it', async () => {
    const store = await openStoreAt(scratch.config.databaseUrl);
    const { found } = await store.transaction(async () => visit());
    expect(found.database).toMatch(/^ok: .*was read through\.$/);
  });

  it('how many tokens are under an older key, and under none', async () => {
    const [oldKey, newKey] = ['an-old-key-0123456789-0123456789', 'a-new-key-9876543210-9876543210'];
    const seals = async (secretKey: string) => (await visit({ secretKey })).found['secret keys'];
    await mkdir(dirname(file()));
    await writeFile(file(), '');
    expect(await seals(newKey)).toMatch(/^ok: 0 installations/);
    const store = await openStoreAt(scratch.config.databaseUrl);
    const vaultOf = (key: string) =>
      createVault({ store, sealer: createSealer(key), clock: Date.now, platform: 'slack' });
    await vaultOf(oldKey).save('T1', 'one');
    await vaultOf(newKey).save('T2', 'two');
    expect(await seals(`${newKey},${oldKey}`)).toMatch(/^warning: 1 of 2 installations are sealed with an older key/);
    expect(await seals(newKey)).toMatch(/^problem: 1 of 2 installations open with no key of SECRET_KEY/);
    await vaultOf(`${newKey},${oldKey}`).sealAnew(() => {});
    expect(await seals(newKey)).toMatch(/^ok: 2 installations/);
    change(file(), forgetNewest);
    expect(await seals(newKey)).toMatch(/^warning: Installations are counted .* keep every key in SECRET_KEY/);
  });
});
