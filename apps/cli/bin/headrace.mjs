#!/usr/bin/env node
// Plain JavaScript for whatever Node the machine has: the bootstrap installs and re-runs under the pinned one.
process.argv.splice(2, 0, 'apps/cli/src/main.ts');
await import('../../../tools/bootstrap.mjs');
