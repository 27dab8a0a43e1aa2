import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';
import { ClusterFault, refused, unreachable } from './fault.ts';
import { type ClusterChoice, choose, expiredOn, warnings } from './kubeconfig.ts';

/** An answer is waited for as long (ms): a page of a large cluster takes a few seconds. */
const patience = 30_000;

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** For the sentence when it fails, after 'may not': `list pods in all namespaces`. */
  readonly what: string;
  /** What to do instead where somebody may not: `name it with --flink-deployment`. */
  readonly instead?: string;
}

/**
 * A cluster, as its API server gives its objects: plain JSON. The client's typed models rename some fields (`from` of a
 * rule is `_from`) and drop names that they do not know; a policy that went through them would lose its peers.
 */
export class Cluster {
  readonly config: KubeConfig;
  readonly context: string;
  readonly server: string;
  /** What somebody should know before the first call, a line each. */
  readonly warnings: readonly string[];

  /** @throws ClusterFault when the kubeconfig or its context cannot be used */
  constructor(choice: ClusterChoice) {
    this.config = choose(new KubeConfig(), choice);
    this.context = this.config.getCurrentContext();
    const { origin, pathname } = new URL(this.config.getCurrentCluster()?.server ?? '');
    this.server = origin + pathname.replace(/\/$/, '');
    this.warnings = warnings(this.config);
  }

  /**
   * Asks for a path of the API and gives the JSON of the answer.
   * @throws ClusterFault with its status when the cluster refuses, without one when it does not answer
   */
  async call(path: string, call: Call): Promise<unknown> {
    const { what, instead } = call;
    const asked = { server: this.server, context: this.context, what, ...(instead === undefined ? {} : { instead }) };
    const options = await this.signedIn({
      method: call.method ?? 'GET',
      timeout: patience,
      headers: {
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
      },
    });
    const query = new URLSearchParams(call.query).toString();
    let response: IncomingMessage;
    let body: string;
    try {
      response = await send(`${this.server}${path}${query === '' ? '' : `?${query}`}`, options, call.body);
      body = await text(response);
    } catch (e) {
      throw unreachable(e, asked);
    }
    const status = response.statusCode ?? 0;
    const answer = parsed(body);
    if (status >= 200 && status < 300 && answer !== undefined) return answer;
    const user = this.config.getCurrentUser();
    throw refused(status, messageOf(answer), user?.name ?? 'nobody', expiredOn(user), asked);
  }

  private async signedIn(options: RequestOptions): Promise<RequestOptions> {
    try {
      await this.config.applyToHTTPSOptions(options);
      return options;
    } catch {
      // What a program for signing in prints may be a token.
      throw new ClusterFault(
        `User '${this.config.getCurrentUser()?.name}' of context '${this.context}' cannot sign in: its certificate, key or token file, or the program that the kubeconfig names for it, gave nothing to sign in with. Try 'kubectl --context ${this.context} auth whoami'.`,
      );
    }
  }
}

function send(url: string, options: RequestOptions, body: unknown): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(url, options, resolve);
    request.on('error', reject);
    request.on('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    if (body === undefined) return void request.end();
    const bytes = Buffer.from(JSON.stringify(body));
    // Without a length Node sends the body of a DELETE behind the request, where nobody reads it.
    request.setHeader('content-length', bytes.length);
    request.end(bytes);
  });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** So much of what a cluster says of a refusal is repeated. */
const longestMessage = 2000;

/** The `message` of a Status, the API's form of a refusal. */
function messageOf(answer: unknown): string {
  const message = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : undefined;
  return typeof message === 'string' ? message.slice(0, longestMessage) : '';
}
