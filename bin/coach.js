#!/usr/bin/env -S node --max-semi-space-size=4
// Plain JavaScript without static imports: it must parse and run on any Node, to say which one is needed. The young
// generation is kept small because the default one grows by 50 MB while the program loads.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Interview Coach needs Node 22.18 or newer; this is Node ${process.versions.node}. ` +
      'Start it through npm, which brings its own: npm ci && npm start (or: npx coach <command>).',
  );
  process.exit(1);
}
const { enableCompileCache } = await import('node:module');
const { directory } = enableCompileCache();
// Threads look for it there: what they load is compiled and stripped of types already.
if (directory) process.env.NODE_COMPILE_CACHE = directory;
const { main } = await import('../src/cli.ts');
process.exitCode = await main(process.argv.slice(2));
