import { defineConfig } from 'vitest/config';
import { findPostgres } from './test/fixtures/find-postgres.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  throw new Error(`The tests need Node 22.18 or newer (this is ${process.versions.node}): run them with "npm test".`);
}

const all = 'test/**/*.test.ts';
/** What takes minutes: `npm run test:long`. */
const long = 'test/long/**/*.test.ts';
const aboutPostgres = 'test/**/postgres-*.test.ts';
/** What is always proven on PostgreSQL too; with TEST_DATABASE=postgres all that opens a store is run on it. */
const onBoth =
  process.env.TEST_DATABASE === 'postgres'
    ? ['test/{store,coach,schedule,chat}/**/*.test.ts', 'test/vault.test.ts']
    : [
        'test/store/{check-standings,constraints,disputes,inbox,installations,outbox,paces,progress,purge,questions,tenants,transcript,web-sessions}.test.ts',
        'test/coach/{dispute-laws,late-results,mock,points,redelivery,restart}.test.ts',
        'test/schedule/delivery.test.ts',
      ];
/** These are about SQLite alone. */
const aboutSqlite = [
  'test/**/sqlite-*.test.ts',
  'test/store/{bad-database,database,locked-database,migrate,transactions,upgrade}.test.ts',
];

const sqlite = {
  extends: true as const,
  test: {
    name: 'sqlite',
    include: [all],
    exclude: [aboutPostgres, long],
    env: { TEST_DATABASE: 'sqlite' },
    // A process for each core and not for each file: loading the same modules three hundred times takes minutes.
    isolate: false,
  },
};
const lasting = {
  extends: true as const,
  test: { name: 'long', include: [long], env: { TEST_DATABASE: 'sqlite' }, testTimeout: 900_000 },
};
const postgres = {
  extends: true as const,
  test: {
    name: 'postgres',
    include: [aboutPostgres, ...onBoth],
    exclude: aboutSqlite,
    env: { TEST_DATABASE: 'postgres' },
    globalSetup: ['test/fixtures/postgres-setup.ts'],
  },
};

export default defineConfig({
  test: {
    // Only a test that hangs reaches these: a busy machine is no reason to fail.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One more than the cores of a small machine: some are always waiting.
    maxWorkers: 3,
    setupFiles: ['test/fixtures/setup.ts'],
    projects: process.env.TEST_LONG === '1' ? [lasting] : findPostgres() === undefined ? [sqlite] : [sqlite, postgres],
  },
});
