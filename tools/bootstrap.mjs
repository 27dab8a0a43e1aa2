// Plain JavaScript without imports beyond node: it must run on the machine's own Node (20 or newer).
// Usage: node tools/bootstrap.mjs <entry.ts> [arguments]. Installs the project's packages where they are missing or
// stale, then runs the entry under the Node that the lock file pins.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import * as module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, 'package-lock.json');
// npm ci removes the stamp with node_modules, so an install that was cut short is done again.
const stamp = join(root, 'node_modules', '.bootstrap-stamp');
const wanted = `${process.platform}-${process.arch} ${createHash('sha256').update(readFileSync(lockFile)).digest('hex')}`;

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20)
  fail(`Headrace needs Node 20 or newer to begin with, and this is ${process.versions.node}: install a newer Node.`);

const installed = !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted;
if (installed) await install();

// Starts of many processes share what the first one compiled: a third less time and memory for each.
process.env.NODE_COMPILE_CACHE ??= join(root, 'data', 'cache', 'node');
const node = realpathSync(join(root, 'node_modules', '.bin', 'node'));
const [entry, ...rest] = process.argv.slice(2);
const file = resolve(root, entry);
// After an install the running binary may be one that was just replaced: run anew in any case.
if (!installed && realpathSync(process.execPath) === node) {
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
  process.argv.splice(1, process.argv.length - 1, file, ...rest);
  await import(pathToFileURL(file).href);
} else {
  runUnder(node);
}

/** Installs exactly what the lock file says, telling the share of packages that have come. */
async function install() {
  const total = Object.values(JSON.parse(readFileSync(lockFile, 'utf8')).packages).filter(fitsMachine).length;
  console.error(`Installing the project's packages (${total}, once).`);
  // npm's own node, never the one in node_modules: npm ci deletes that.
  const { npm_node_execpath: npmNode, npm_execpath: npmCli } = process.env;
  const args = ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=http', '--no-progress'];
  const [command, commandArgs] = npmNode && npmCli ? [npmNode, [npmCli, ...args]] : ['npm', args];
  const npm = spawn(command, commandArgs, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const come = new Set();
  const errors = [];
  let shown = 0;
  createInterface({ input: npm.stderr }).on('line', (line) => {
    const tarball = /(?:fetch GET 200|cache) (\S+\.tgz)/.exec(line)?.[1];
    if (tarball) come.add(tarball);
    else if (/^npm (error|ERR!)/.test(line)) errors.push(line);
    const share = Math.min(100, Math.floor((come.size / total) * 100));
    if (share - shown >= (process.stderr.isTTY ? 1 : 10)) {
      shown = share;
      if (process.stderr.isTTY) process.stderr.write(`\r${share} %`);
      else console.error(`${share} %`);
    }
  });
  const code = await new Promise((done) => {
    npm.on('error', () => done(1));
    npm.on('close', done);
  });
  if (process.stderr.isTTY) process.stderr.write('\r');
  if (code !== 0)
    fail(
      `npm could not install the project's packages: check the network and npm's settings, then start again.\n${errors.join('\n')}`,
    );
  writeFileSync(stamp, wanted);
}

/** Whether a package of the lock file is one that this machine fetches. */
function fitsMachine({ resolved, link, integrity, os, cpu }) {
  const fits = (list, own) => !list || list.includes(own);
  return !link && Boolean(resolved ?? integrity) && fits(os, process.platform) && fits(cpu, process.arch);
}

function runUnder(binary) {
  const child = spawn(binary, [file, ...rest], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
  });
  process.on('SIGINT', () => {}); // the terminal sends it to the whole group
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) =>
    process.exit(code ?? 128 + ({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGKILL: 9 }[signal] ?? 1)),
  );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
