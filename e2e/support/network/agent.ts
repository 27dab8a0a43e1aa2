/**
 * Runs in the network namespace of a pod and connects from there on behalf of the test, which speaks to it over a Unix
 * socket (those know no network). A request is one line, `<address> <port> <patience in ms>`; the answer is one line,
 * `open`, `refused` or `silent`, and after `open` the connection itself.
 * Usage: node agent.ts <socket> [<port to hold open> …]
 */
import { connect, createServer, type Socket } from 'node:net';
import { type Answer, firstLine } from './line.ts';

const [socket, ...held] = process.argv.slice(2) as [string, ...string[]];

/** What listens where the program of a pod does not run here. */
const listener = createServer((caller) => caller.on('error', () => {}).resume());
const begun = held.map((port) => createServer((c) => listener.emit('connection', c)).listen(Number(port), '0.0.0.0'));

const door = createServer({ allowHalfOpen: true }, (client) => {
  client.on('error', () => client.destroy());
  firstLine(client).then(
    (line) => serve(client, line),
    () => client.destroy(),
  );
});

function serve(client: Socket, line: string): void {
  const [host, port, patience] = line.split(' ');
  const target = connect({ host: host as string, port: Number(port), allowHalfOpen: true });
  const timer = setTimeout(() => settle('silent'), Number(patience));
  const settle = (answer: Answer) => {
    clearTimeout(timer);
    target.removeListener('error', onError);
    if (answer !== 'open') {
      target.destroy();
      client.end(`${answer}\n`);
      return;
    }
    client.write('open\n');
    target.on('error', () => client.destroy());
    client.on('close', () => target.destroy());
    target.on('close', () => client.destroySoon());
    client.pipe(target).pipe(client);
  };
  const onError = (error: NodeJS.ErrnoException) => settle(error.code === 'ECONNREFUSED' ? 'refused' : 'silent');
  target.once('error', onError);
  target.once('connect', () => settle('open'));
}

await Promise.all(begun.map((s) => new Promise((listening) => s.once('listening', listening))));
door.listen(socket, () => console.log('ready'));
