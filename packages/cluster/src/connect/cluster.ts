import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';
import { ClusterFault, refused, unreachable } from './fault.ts';
import { type ClusterChoice, choose, expiredOn, warnings } from './kubeconfig.ts';

/** Timeout of a request (ms); a page of a large cluster takes a few seconds. */
const patience = 30_000;

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** Completes the error message after 'may not': `list pods in all namespaces`. */
  readonly what: string;
  /** An alternative if access is denied: `name it with --flink-deployment`. */
  readonly instead?: string;
}

/**
 * A cluster. Objects are plain JSON as the API server returns them: the client's typed models rename some fields (`from` of a rule
 * becomes `_from`) and drop unknown ones, so that a policy would lose its peers.
 */
export class Cluster {
  readonly config: KubeConfig;
  readonly context: string;
  readonly server: string;
  /** Warnings to show before the first request, one line each. */
  readonly warnings: readonly string[];

  /** @throws ClusterFault if the kubeconfig or its context cannot be used */
  constructor(choice: ClusterChoice) {
    this.config = choose(new KubeConfig(), choice);
    this.context = this.config.getCurrentContext();
    const { origin, pathname } = new URL(this.config.getCurrentCluster()?.server ?? '');
    this.server = origin + pathname.replace(/\/$/, '');
    this.warnings = warnings(this.config);
  }

  /**
   * Sends a request to a path of the API.
   * @returns the JSON of the response
   * @throws ClusterFault with the status of the response, or without one if there is no response
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
      // The output of a credential plug-in may be a token.
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
    // Without a length, Node sends the body of a DELETE after the request, where the server does not read it.
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

/** Characters of a cluster's error message that are repeated at most. */
const longestMessage = 2000;

/** The `message` of a Status, the error object of the API. */
function messageOf(answer: unknown): string {
  const message = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : undefined;
  return typeof message === 'string' ? message.slice(0, longestMessage) : '';
}
