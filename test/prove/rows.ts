/** A promise, and what proves it: test files, or a script that prints its own proofs and fails when they do. */
export type Row = { readonly promise: string; readonly project?: 'long' } & (
  | { readonly files: readonly string[] }
  | { readonly script: string }
);

/** The table of `npm run prove`. */
export const rows: readonly Row[] = [
  {
    promise:
      'No crash loses an acknowledged answer, counts a score twice, brings back who is gone or breaks the budget',
    files: ['test/crash'],
  },
  { promise: 'The tests find the bugs that they are for', script: 'test/seeded-bugs/catch-bugs.ts' },
  {
    promise: 'One daily post per channel and civil day',
    files: ['test/domain/daily-schedule', 'test/domain/every-clock-change', 'test/coach/once-a-day'],
  },
  {
    promise: 'Redelivery and reordering change nothing',
    files: ['test/coach/redelivery', 'test/coach/points.test.ts'],
  },
  {
    promise: "A platform's fault costs at most a delay",
    files: [
      'test/schedule/delivery',
      'test/chat/slack/delivery',
      'test/chat/discord/threads',
      'test/chat/discord/daily-story',
    ],
  },
  { promise: 'Acknowledged fast', files: ['test/load'] },
  {
    promise: 'Storage faults are loud and clean',
    files: [
      'test/store/bad-database',
      'test/store/locked-database',
      'test/store/sqlite-full-disk',
      'test/store/transactions',
    ],
  },
  {
    promise: 'Versions',
    files: ['test/store/upgrade', 'test/store/sqlite-killed-migrations', 'test/store/migrate.test.ts'],
  },
  { promise: 'Stop', files: ['test/stop.test.ts', 'test/app.test.ts', 'test/commands/start', 'test/coach/restart'] },
  { promise: 'Tenants never meet', files: ['test/store/tenants', 'test/coach/strangers'] },
  {
    promise: 'Permissions',
    files: [
      'test/domain/permissions',
      'test/chat/discord/permissions',
      'test/chat/slack/authorize',
      'test/coach/setup.test.ts',
    ],
  },
  {
    promise: 'Nothing typed is live',
    files: ['test/chat/discord/render', 'test/chat/discord/escape', 'test/chat/slack/render', 'test/chat/local/render'],
  },
  {
    promise: 'Secrets and answers stay in',
    files: ['test/canaries.test.ts', 'test/vault', 'test/ops/secrets', 'test/ops/log'],
  },
  {
    promise: 'Delete means delete',
    files: [
      'test/store/purge',
      'test/store/forget-member',
      'test/store/sqlite-deleted-bytes',
      'test/coach/delete-member',
      'test/coach/export-member',
    ],
  },
  { promise: 'Spending on a model has a ceiling', files: ['test/store/llm-spend', 'test/grading/injection'] },
  { promise: 'Hostile text is cheap', files: ['test/coach/hostile-text'] },
  { promise: 'A day of thirty workspaces leaves nothing behind', files: ['test/long/soak.test.ts'], project: 'long' },
];
