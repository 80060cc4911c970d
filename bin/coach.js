#!/usr/bin/env node
// Plain JavaScript without imports: it must parse and run on any Node, to say which one is needed.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Interview Coach needs Node 22.18 or newer; this is Node ${process.versions.node}. ` +
      'Start it through npm, which brings its own: npm ci && npm start (or: npx coach <command>).',
  );
  process.exit(1);
}
const { main } = await import('../src/cli.ts');
process.exitCode = await main(process.argv.slice(2));
