import { defineConfig } from 'vitest/config';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  throw new Error(`The tests need Node 22.18 or newer (this is ${process.versions.node}): run them with "npm test".`);
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Only a test that hangs reaches these: a busy machine is no reason to fail.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
