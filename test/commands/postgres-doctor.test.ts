import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createBarePostgresDatabase, createPostgresDatabase, openStoreAt } from '../fixtures/databases.ts';
import { forgetNewest } from '../store/change-file.ts';
import { useDoctorWorld, visit } from './doctor-world.ts';

useDoctorWorld();

it('coach doctor looks at a PostgreSQL database without changing it', async () => {
  const databaseUrl = await createPostgresDatabase();
  const secretKey = 'a key of 32 characters and a few more';
  const { code, found } = await visit({ databaseUrl, secretKey });
  expect([code, found.database]).toEqual([0, expect.stringMatching(/^ok: ".*" has [\d.]+ [KM]B\.$/)]);
  expect(found['secret keys']).toMatch(/^ok: 0 installations/);
  const bare = await visit({ databaseUrl: await createBarePostgresDatabase(), secretKey });
  expect(bare.found.database).toMatch(/^ok: .*brings it up to date/);
  expect(bare.found['secret keys']).toMatch(/^ok: 0 installations/);
  const store = await openStoreAt(databaseUrl);
  await store.read((db) => sql.raw(forgetNewest).execute(db));
  expect((await visit({ databaseUrl, secretKey })).found['secret keys']).toMatch(/^warning: .* keep every key/);
  await store.read((db) => sql`insert into kysely_migration values ('9999', '')`.execute(db));
  expect((await visit({ databaseUrl })).found.database).toMatch(/^problem: .*newer version/);
  await store.close();
});

it('coach doctor says that a PostgreSQL database cannot be reached, and never the password', async () => {
  const { code, lines } = await visit({ databaseUrl: 'postgres://coach:hunter2@127.0.0.1:1/coach' });
  expect(code).toBe(1);
  expect(lines.join('\n')).toMatch(/^problem +database .*cannot be reached/m);
  expect(lines.join('\n')).not.toContain('hunter2');
});
