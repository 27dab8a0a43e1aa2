import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '@headrace/text';
import type { KubeConfig, User } from '@kubernetes/client-node';
import { ClusterFault } from './fault.ts';

/** Which cluster, as kubectl's options of the same names say it. */
export interface ClusterChoice {
  /** A kubeconfig; else KUBECONFIG, ~/.kube/config, or the account of the pod that this runs in. */
  readonly kubeconfig?: string;
  /** A context of it; else its current one. */
  readonly context?: string;
}

const inPod = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Reads the kubeconfig and chooses the context. Nothing is asked of the cluster yet.
 * @throws ClusterFault for a file that cannot be read, and for a context that is not there or is incomplete
 */
export function choose(config: KubeConfig, { kubeconfig, context }: ClusterChoice): KubeConfig {
  const where = load(config, kubeconfig);
  if (context !== undefined) config.setCurrentContext(context);
  const name = config.getCurrentContext();
  const known = config.getContexts().map((c) => c.name);
  const choices = known.length > 0 ? `There are: ${known.join(', ')}.` : 'It has none.';
  if (!name) throw new ClusterFault(`${where} has no current context. ${choices} Name one with --context.`);
  if (!known.includes(name))
    throw new ClusterFault(`${where} has no context '${name}'. ${choices} Name one with --context.`);
  const cluster = config.getCurrentCluster();
  if (!cluster || !URL.canParse(cluster.server))
    throw new ClusterFault(`Context '${name}' of ${where} names no cluster with an address. Correct it there.`);
  // The client refuses to sign in there, without a reason for people.
  if (cluster.server.startsWith('http:') && !cluster.skipTLSVerify && !cluster.proxyUrl)
    throw new ClusterFault(
      `Context '${name}' of ${where} speaks to its cluster without TLS. Write https:, or where that is meant (kubectl proxy) set insecure-skip-tls-verify: true for the cluster.`,
    );
  return config;
}

/**
 * What somebody should know before the first connection, a line each: which program of the kubeconfig will run on this machine,
 * and that nobody checks who answers. Arguments of the program are left out: they may hold a secret.
 */
export function warnings(config: KubeConfig): string[] {
  const context = config.getCurrentContext();
  const user = config.getCurrentUser();
  const cluster = config.getCurrentCluster();
  const program = programOf(user);
  return [
    ...(program === undefined
      ? []
      : [
          `To sign in as '${user?.name}' (context '${context}'), the program '${program}' that the kubeconfig names is run.`,
        ]),
    ...(cluster?.skipTLSVerify
      ? [
          `The cluster '${cluster.name}' at ${cluster.server} is not verified (insecure-skip-tls-verify): whoever answers there is believed and gets your credentials.`,
        ]
      : []),
  ];
}

/** The program that the client runs for a user: a credential plug-in, or that of an authentication provider from before it. */
function programOf(user: User | null): string | undefined {
  const provider = user?.authProvider as { config?: Record<string, unknown> } | undefined;
  const plugIn = (user?.exec ?? provider?.config?.exec) as { command?: unknown } | undefined;
  const program = plugIn?.command ?? provider?.config?.['cmd-path'];
  return typeof program === 'string' ? program : undefined;
}

/** @returns what was read, for sentences */
function load(config: KubeConfig, file: string | undefined): string {
  const files = file === undefined ? (process.env.KUBECONFIG ?? '').split(':').filter((f) => f !== '') : [file];
  const usual = join(homedir(), '.kube', 'config');
  if (files.length === 0 && !existsSync(usual) && !existsSync(inPod))
    throw new ClusterFault(`No cluster is named: there is no ${usual}. Name a kubeconfig with --kubeconfig.`);
  for (const each of files) requireReadable(each);
  try {
    if (file === undefined) config.loadFromDefault();
    else config.loadFromFile(file);
  } catch {
    // The parser's own words may quote a line of the file, and a line may be a token.
    throw new ClusterFault(`${files[0] ?? usual} is no kubeconfig. Name one with --kubeconfig.`);
  }
  return files[0] ?? (existsSync(usual) ? usual : 'The account of this pod');
}

function requireReadable(file: string): void {
  try {
    readFileSync(file);
  } catch (e) {
    throw new ClusterFault(`${file} cannot be read: ${errorCode(e)}. Name a kubeconfig.`);
  }
}

/** When the certificate of a user ended, if it is over. */
export function expiredOn(user: User | null): Date | undefined {
  try {
    const pem = user?.certData ? Buffer.from(user.certData, 'base64') : readFileSync(user?.certFile ?? '');
    const { validToDate } = new X509Certificate(pem);
    return validToDate.getTime() < Date.now() ? validToDate : undefined;
  } catch {
    return undefined;
  }
}
