import { UserError } from '@headrace/text';
import { describe, expect, test } from 'vitest';
import { clusterAt } from '../testing/kubeconfig.ts';
import { type Answer, scriptedApi, status } from '../testing/scripted-api.ts';
import type { Call } from './cluster.ts';
import { type Asked, ClusterFault, refused, unreachable } from './fault.ts';

const what = 'list pods in all namespaces';

async function fault(answer: Answer, call: Partial<Call> = {}): Promise<ClusterFault> {
  const { cluster } = await scriptedApi(() => answer);
  const error = await cluster.call('/api/v1/pods', { what, ...call }).then(
    () => expect.fail('the call succeeded'),
    (e) => e,
  );
  expect(error).toBeInstanceOf(ClusterFault);
  expect(error).toBeInstanceOf(UserError);
  return error;
}

describe('a call', () => {
  test('signs in, asks for JSON and gives the answer', async () => {
    const { cluster, asked } = await scriptedApi(() => ({ json: { items: [] } }));
    expect(await cluster.call('/api/v1/pods', { what, query: { limit: '5', labelSelector: '!a=b' } })).toEqual({
      items: [],
    });
    expect(asked[0]).toMatchObject({
      method: 'GET',
      path: '/api/v1/pods',
      query: { limit: '5', labelSelector: '!a=b' },
      headers: { authorization: 'Bearer x', accept: 'application/json' },
      body: '',
    });
  });

  test.each(['POST', 'PATCH', 'DELETE'] as const)('sends the body of a %s with its length and type', async (method) => {
    const { cluster, asked } = await scriptedApi(() => ({ json: {} }));
    const contentType = 'application/apply-patch+yaml';
    await cluster.call('/x', { what, method, body: { a: 'ü' }, contentType });
    expect(asked[0]).toMatchObject({
      method,
      body: '{"a":"ü"}',
      headers: { 'content-type': contentType, 'content-length': '10' },
    });
  });
});

describe('a refusal', () => {
  test.each<[code: number, message: string, expected: RegExp]>([
    [401, 'Unauthorized', /does not know user 'tester' of context 'test'.*Sign in again/],
    [
      403,
      'pods is forbidden.',
      /^User 'tester' may not list pods in all namespaces: pods is forbidden\. Ask for a role/,
    ],
    [404, 'not found', /could not list pods in all namespaces: there is none\. not found\. Check the name\.$/],
    [409, 'conflict', /^User 'tester' could not .*somebody else manages it\. conflict\./],
    [422, '', /refused to list pods in all namespaces \(422\): no reason was given\.$/],
    [500, 'etcd is away', /refused to list pods in all namespaces \(500\): etcd is away\.$/],
  ])('with %i is a message that says what to do, with its status', async (code, message, expected) => {
    const error = await fault(status(code, message));
    expect(error.message).toMatch(expected);
    expect(error.status).toBe(code);
  });

  test('that allows another way names it', async () => {
    const { message } = await fault(status(403, 'no'), { instead: 'name it with --flink-deployment' });
    expect(message).toMatch(/Ask for a role that allows it, or name it with --flink-deployment\.$/);
  });

  test('of any length is cut, and holds no token', async () => {
    const { message } = await fault(status(500, 'y'.repeat(10_000)));
    expect(message.length).toBeLessThan(2500);
    expect(message).not.toContain('Bearer');
  });

  test.each<[string, Answer, number]>([
    ['is no JSON', { raw: (response) => response.writeHead(502).end('<html>bad gateway') }, 502],
    ['has a message that is no text', { status: 400, json: { message: { a: 1 } } }, 400],
    ['is empty', { raw: (response) => response.writeHead(503).end() }, 503],
    ['is a success without JSON', { raw: (response) => response.writeHead(200).end('hello') }, 200],
  ])('that %s gives no reason', async (_, answer, code) => {
    const error = await fault(answer);
    expect(error.message).toMatch(/no reason was given\.$/);
    expect(error.status).toBe(code);
  });

  test('of a certificate that has expired says since when', () => {
    const asked: Asked = { server: 's', context: 'c', what };
    expect(refused(401, '', 'me', new Date('2026-01-02T03:04:05Z'), asked).message).toMatch(
      /^The certificate of user 'me' expired on 2026-01-02, .*Fetch the kubeconfig of context 'c' anew\.$/,
    );
  });
});

describe('no answer', () => {
  test.each<[string, Answer]>([
    ['closes the connection', { raw: (response) => response.destroy() }],
    [
      'ends in the middle',
      {
        raw: (response) => {
          response.writeHead(200, { 'content-length': '100' });
          response.write('{', () => response.destroy());
        },
      },
    ],
  ])('from a server that %s has no status', async (_, answer) => {
    const error = await fault(answer);
    expect(error.status).toBeUndefined();
    expect(error.message).toMatch(
      /^The cluster at http:\/\/127\.0\.0\.1:\d+ \(context 'test'\) cannot be reached: it closed/,
    );
  });

  test('from an address where nothing listens is said so', async () => {
    const { url } = await scriptedApi(() => ({ json: {} }));
    const elsewhere = url.replace('127.0.0.1', '127.0.0.2');
    await expect(clusterAt(elsewhere).call('/x', { what })).rejects.toThrow(
      'cannot be reached: nothing listens there.',
    );
  });

  const coded = (code: string) => Object.assign(new Error('x'), { code });
  const asked: Asked = { server: 's', context: 'c', what };
  test.each<[unknown, RegExp]>([
    [coded('ECONNREFUSED'), /nothing listens there/],
    [coded('ENOTFOUND'), /there is no host of that name/],
    [coded('ETIMEDOUT'), /it did not answer in time/],
    [new AggregateError([coded('EHOSTUNREACH'), coded('ECONNREFUSED')]), /no way leads there/],
    [coded('CERT_HAS_EXPIRED'), /^The certificate of the cluster at s has expired/],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), /was issued for another name/],
    [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), /is not signed by the authority that the kubeconfig names/],
    [coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), /is not signed by the authority/],
    [coded('EPROTO'), /cannot be spoken to \(EPROTO\)/],
    [new Error('x'), /cannot be spoken to \(no further reason\)/],
    [new AggregateError([]), /no further reason/],
    ['text', /no further reason/],
  ])('by %s is told in words', (error, expected) => {
    const { message, status: code } = unreachable(error, asked);
    expect(message).toMatch(expected);
    expect(code).toBeUndefined();
  });
});
