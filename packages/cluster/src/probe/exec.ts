import { PassThrough } from 'node:stream';
import { Exec, type V1Status } from '@kubernetes/client-node';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import type { Ended } from './probe-tools.ts';

/** Bytes of each output stream that are read at most; a probe prints one word. */
export const mostOutput = 64 * 1024;

/** A container of a pod. */
export interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly name: string;
}

/**
 * Runs a command in a container and waits until it ends, for at most `patience` ms or until `signal` is aborted. A command that has not
 * ended by then, or that prints more than `mostOutput` bytes, counts as not started.
 * @throws ClusterFault if the cluster denies access
 */
export async function execute(
  { config, context }: Cluster,
  { namespace, pod, name }: Container,
  command: readonly string[],
  patience: number,
  signal: AbortSignal,
): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const { promise: ended, resolve } = Promise.withResolvers<V1Status | undefined>();
  const over = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const giveUp = () => resolve(undefined);
  over.addEventListener('abort', giveUp);
  const said = Promise.all([beginningOf(out, giveUp), beginningOf(err, giveUp)]);
  const opening = new Exec(config).exec(namespace, pod, name, [...command], out, err, null, false, resolve);
  opening
    .then((socket) => {
      socket.onclose = giveUp;
      // A node may accept the request only after the timeout.
      return ended.then(() => socket.close());
    })
    .catch(giveUp);
  // If a node does not answer at all, `opening` never settles.
  await Promise.race([opening, ended]).catch((e: unknown) => {
    throw closed(e, namespace, pod, context);
  });
  const status = await ended;
  over.removeEventListener('abort', giveUp);
  out.end();
  err.end();
  const [stdout, stderr] = await said;
  return { exit: exitOf(status), out: stdout, err: stderr };
}

/** The first `mostOutput` bytes of a stream as text. The rest is dropped, and `onMore` is called if there is more. */
export async function beginningOf(stream: AsyncIterable<Buffer>, onMore: () => void): Promise<string> {
  const kept: Buffer[] = [];
  let left = mostOutput;
  for await (const chunk of stream) {
    if (chunk.length > left) onMore();
    if (left > 0) kept.push(chunk.subarray(0, left));
    left = Math.max(0, left - chunk.length);
  }
  return Buffer.concat(kept).toString('utf8');
}

/** A container that no longer exists, or a program that could not be started, is a Failure without an exit code. */
function exitOf(status: V1Status | undefined): number | undefined {
  if (status?.status === 'Success') return 0;
  const code = status?.details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message;
  return code === undefined ? undefined : Number(code);
}

function closed(error: unknown, namespace: string, pod: string, context: string): ClusterFault {
  const said = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
  const status = Number(/response: (\d{3})/.exec(said)?.[1] ?? 0);
  if (status === 401 || status === 403)
    return new ClusterFault(
      `You may not run commands in pods of namespace '${namespace}' (context '${context}'). Ask for the verbs get and create on pods/exec.`,
      status,
    );
  return new ClusterFault(
    `No command can be run in pod ${namespace}/${pod}${status === 0 ? '' : ` (${status})`}: its node does not answer, or the pod is gone. Try again.`,
    status === 0 ? undefined : status,
  );
}
