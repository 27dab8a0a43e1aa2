import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';

/** A program that the suites need from the machine, and the Debian package that brings it. */
const tools = [
  { program: 'java', packages: ['openjdk-17-jdk-headless'], why: 'Flink and Kafka run in it' },
  { program: 'javac', packages: ['openjdk-17-jdk-headless'], why: "Flink's local start is compiled with it" },
  { program: 'mvn', packages: ['maven'], why: 'it brings Flink and Kafka' },
  {
    program: 'go',
    packages: ['golang-go'],
    why: 'the independent judge of network policies and the API server are compiled with it (1.26)',
  },
  { program: 'etcd', packages: ['etcd-server'], why: 'the API server of the cluster suite keeps its objects in it' },
  { program: 'ip', packages: ['iproute2'], why: 'network namespaces stand for the pods under network policies' },
  { program: 'nft', packages: ['nftables'], why: 'it enforces network policies between them' },
  { program: 'python3', packages: ['python3-minimal'], why: 'connections are tried with it from pods that have it' },
  { program: 'nc', packages: ['netcat-openbsd'], why: 'connections are tried with it from pods that have it' },
  {
    program: 'postgres',
    at: '/usr/lib/postgresql/*/bin/postgres',
    packages: ['postgresql'],
    why: 'the store is tested on it',
  },
  { program: 'chromium', packages: ['chromium'], why: 'the browser suites drive it' },
] as const;

/**
 * Installs what is missing with Debian's packages where that is possible (as root), and otherwise says in one sentence
 * what to install; the suites that need it then fail by themselves.
 */
export async function installTestTools(): Promise<void> {
  const missing = tools.filter((t) => !isThere(t.program) && !('at' in t && globSync(t.at).length > 0));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.flatMap((t) => t.packages))];
  const message = `Missing: ${missing.map((t) => `${t.program} (${t.why})`).join(', ')}.`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(`${message} Install ${packages.join(', ')}, or what your system calls them.`);
    return;
  }
  console.log(`${message} Installing ${packages.join(', ')}.`);
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

function isThere(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
}

function apt(args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (status !== 0) console.error(`apt-get ${args[0]} failed; the suites that need these packages will say so.`);
}
