/**
 * The result of a connection: `refused` means that the network let it through and nothing listens, `silent` that it was dropped,
 * `unreachable` that the network rejected it.
 */
export const answers = ['open', 'refused', 'silent', 'unreachable'] as const;
export type Answer = (typeof answers)[number];

/** The result of a command in a container. `exit` is undefined if it could not be started. */
export interface Ended {
  readonly exit: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** A program that an image may contain and that can open a TCP connection. */
export interface ProbeTool {
  readonly name: string;
  /** Program and arguments, which no shell parses: an address is a separate argument, never part of a script. */
  command(address: string, port: number, seconds: number): readonly string[];
  /** The result of the connection; undefined if the program is missing or prints something else. */
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

/** In the order in which they are tried. Headrace's images contain Node, Flink's contain bash. wget is missing, since it cannot distinguish a silent network from a silent server. */
export const probeTools: readonly ProbeTool[] = [
  {
    name: 'node',
    command: (address, port, seconds) => ['node', '-e', nodeScript, address, String(port), String(seconds)],
    read: word,
  },
  {
    name: 'bash',
    // `timeout` exits with 124; that of older BusyBox exits with 143, for the signal.
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

/** Reads the error message of the C library (strerror); these programs do not translate it without a locale. */
function complaint({ exit, err }: Ended): Answer | undefined {
  if (exit === 0) return 'open';
  if (/connection refused/i.test(err)) return 'refused';
  if (/timed out|in progress|^Ncat: TIMEOUT/im.test(err)) return 'silent';
  return /unreachable|no route|not permitted|prohibited/i.test(err) ? 'unreachable' : undefined;
}
