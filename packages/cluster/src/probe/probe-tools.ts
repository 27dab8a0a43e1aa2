/**
 * How a connection fares: `refused` came through and nobody listens; `silent` is how a dropped one shows; `unreachable` is a
 * network that says no.
 */
export const answers = ['open', 'refused', 'silent', 'unreachable'] as const;
export type Answer = (typeof answers)[number];

/** What a command in a container left behind. `exit` is missing where it could not be started. */
export interface Ended {
  readonly exit: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** A program that may be in an image and can open a TCP connection. */
export interface ProbeTool {
  readonly name: string;
  /** Program and arguments, which no shell reads: an address is an argument of its own, never part of a script. */
  command(address: string, port: number, seconds: number): readonly string[];
  /** How the connection fared; undefined when the program is not there or says something else. */
  read(ended: Ended): Answer | undefined;
}

const nodeScript = `const [host, port, seconds] = process.argv.slice(1);
const say = (word) => { console.log(word); process.exit(0); };
const socket = require('net').connect({ host, port: Number(port) });
socket.on('connect', () => say('open'));
socket.on('error', ({ code }) => say(code === 'ECONNREFUSED' ? 'refused' : code === 'ETIMEDOUT' ? 'silent' : 'unreachable'));
setTimeout(() => say('silent'), Number(seconds) * 1000);`;

const pythonScript = `import socket, sys
try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), float(sys.argv[3])).close()
    print('open')
except ConnectionRefusedError:
    print('refused')
except (socket.timeout, TimeoutError):
    print('silent')
except OSError:
    print('unreachable')`;

/** In the order in which they are tried: our own images have Node, Flink's have bash. wget cannot tell a silent network from a silent server. */
export const probeTools: readonly ProbeTool[] = [
  {
    name: 'node',
    command: (address, port, seconds) => ['node', '-e', nodeScript, address, String(port), String(seconds)],
    read: word,
  },
  {
    name: 'bash',
    // `timeout` ends what it runs with 124, that of older BusyBox with the signal's 143.
    command: (address, port, seconds) => [
      'timeout',
      String(seconds),
      'bash',
      '-c',
      'exec 3<>"/dev/tcp/$0/$1"',
      address,
      String(port),
    ],
    read: (ended) => (ended.exit === 124 || ended.exit === 143 ? 'silent' : complaint(ended)),
  },
  {
    name: 'python3',
    command: (address, port, seconds) => ['python3', '-c', pythonScript, address, String(port), String(seconds)],
    read: word,
  },
  {
    name: 'nc',
    command: (address, port, seconds) => ['nc', '-z', '-v', '-w', String(seconds), address, String(port)],
    read: complaint,
  },
];

function word({ exit, out }: Ended): Answer | undefined {
  return exit === 0 ? answers.find((answer) => answer === out.trim()) : undefined;
}

/** By what the C library calls the error (strerror); these programs do not translate it without a locale. */
function complaint({ exit, err }: Ended): Answer | undefined {
  if (exit === 0) return 'open';
  if (/connection refused/i.test(err)) return 'refused';
  if (/timed out|in progress|^Ncat: TIMEOUT/im.test(err)) return 'silent';
  return /unreachable|no route|not permitted|prohibited/i.test(err) ? 'unreachable' : undefined;
}
