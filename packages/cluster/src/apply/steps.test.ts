import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { NetworkPolicy } from '@headrace/netpol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RollbackError } from '../connect/fault.ts';
import { clusterAt } from '../testing/kubeconfig.ts';
import { Steps } from './steps.ts';

/** What the API server of Kubernetes does with one policy, as far as versions go; the suite `cluster` asks a real one. */
class Api {
  stored:
    | (NetworkPolicy & { metadata: { uid?: string; resourceVersion?: string; managedFields?: unknown[] } })
    | undefined;
  /** Called before a request is answered. */
  before: (request: string) => void = () => {};
  readonly requests: string[] = [];
  private last = 0;

  /** Somebody writes the policy; a new object when there is none. */
  write(spec: object, manager: string): void {
    this.stored = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: 'deny',
        namespace: 'ep',
        uid: this.stored?.metadata.uid ?? `uid-${++this.last}`,
        resourceVersion: String(++this.last),
        managedFields: [
          ...(this.stored?.metadata.managedFields ?? []),
          { manager, operation: 'Apply', time: String(this.last) },
        ],
      },
      spec,
    } as never;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const sent = (body === '' ? {} : JSON.parse(body)) as { metadata?: Wanted; preconditions?: Wanted; spec?: object };
    this.requests.push(request.method ?? '');
    this.before(request.method ?? '');
    const say = (status: number, answer: unknown) => response.writeHead(status).end(JSON.stringify(answer));
    const wanted = sent.preconditions ?? sent.metadata ?? {};
    const { uid, resourceVersion } = this.stored?.metadata ?? {};
    const fits =
      (!wanted.uid || wanted.uid === uid) && (!wanted.resourceVersion || wanted.resourceVersion === resourceVersion);
    if (request.method === 'PATCH' && fits) this.write(sent.spec ?? {}, 'headrace');
    else if (!this.stored) return void say(404, {});
    else if (!fits) return void say(409, { message: 'the object has been modified' });
    const answer = this.stored;
    if (request.method === 'DELETE') this.stored = undefined;
    say(200, answer);
  }
}
type Wanted = { uid?: string; resourceVersion?: string };

const policy: NetworkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'ep' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
};

let api: Api;
let server: Server;
let steps: Steps;
const said: string[] = [];
beforeEach(async () => {
  api = new Api();
  server = createServer((request, response) => void api.answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  steps = new Steps(clusterAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), (s) => said.push(s));
  said.length = 0;
});
afterEach(() => server.close());

const mine = { podSelector: { matchLabels: { app: 'mine' } } };
const theirs = { podSelector: { matchLabels: { app: 'theirs' } } };
const leftBehind = async () => {
  const fault = await steps.takeBack().then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(fault).toBeInstanceOf(RollbackError);
  return (fault as RollbackError).message;
};

describe('a policy that was created', () => {
  test('is deleted by its uid and version', async () => {
    await steps.apply([policy]);
    await steps.takeBack();
    expect(api.stored).toBeUndefined();
    expect(said).toEqual(['ep/deny created.', 'ep/deny taken back.']);
    expect(api.requests).toEqual(['GET', 'PATCH', 'GET', 'DELETE']);
  });

  test('and that somebody has deleted needs nothing more', async () => {
    await steps.apply([policy]);
    api.stored = undefined;
    await steps.takeBack();
    expect(api.requests).not.toContain('DELETE');
  });

  test.each([
    ['changed', () => api.write(theirs, 'kubectl')],
    [
      'replaced',
      () => {
        api.stored = undefined;
        api.write(theirs, 'kubectl');
      },
    ],
  ])('and that somebody has %s is left, and it is said', async (_, change) => {
    await steps.apply([policy]);
    change();
    expect(await leftBehind()).toMatch(
      /^ep\/deny is still applied\. Somebody has changed, removed or replaced it since/,
    );
    expect(api.stored?.spec).toEqual(theirs);
    expect(api.requests).not.toContain('DELETE');
  });

  test.each(['changed', 'replaced'])('and that is %s between reading and deleting is left', async (how) => {
    await steps.apply([policy]);
    api.before = (request) => {
      if (request !== 'DELETE') return;
      if (how === 'replaced') api.stored = undefined;
      api.write(theirs, 'kubectl');
    };
    expect(await leftBehind()).toContain('so it is not touched');
    expect(api.stored?.spec).toEqual(theirs);
  });

  test('and that somebody else wrote to at the same moment is left', async () => {
    api.before = (request) => {
      if (request === 'PATCH') api.write(theirs, 'kubectl');
    };
    await steps.apply([policy]);
    api.before = () => {};
    expect(await leftBehind()).toContain('so it is not touched');
  });
});

describe('a policy that was there', () => {
  test('is put back, by the version that was left', async () => {
    api.write(mine, 'headrace');
    await steps.apply([policy]);
    expect(api.stored?.spec).toEqual(policy.spec);
    await steps.takeBack();
    expect(api.stored?.spec).toEqual(mine);
    expect(said).toEqual(['ep/deny changed.', 'ep/deny put back as it was.']);
  });

  test('and that somebody has changed since is left', async () => {
    api.write(mine, 'headrace');
    await steps.apply([policy]);
    api.write(theirs, 'kubectl');
    expect(await leftBehind()).toContain('Apply your own version of it again.');
    expect(api.stored?.spec).toEqual(theirs);
  });

  test('and that somebody changes between reading and applying is not overwritten', async () => {
    api.write(mine, 'headrace');
    api.before = (request) => {
      if (request === 'PATCH') api.write(theirs, 'kubectl');
    };
    await expect(steps.apply([policy])).rejects.toThrow(/somebody else manages it/);
    expect(api.stored?.spec).toEqual(theirs);
  });
});
