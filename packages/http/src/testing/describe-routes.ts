import { allRoutes, openApi, type Role, type Route, type RouteTable } from '@headrace/api';
import { declaredAnswer, misusesOf, sampleOf, type TestRequest } from '@headrace/api/testing';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Hono } from 'hono';
import { describe, expect, test } from 'vitest';

/** Names for the path of a route, of things that exist. */
export interface Names {
  readonly params: Readonly<Record<string, string>>;
  /** Is called when the route was tested. */
  readonly close?: () => void;
}

export interface RoutesUnderTest {
  readonly app: () => Hono;
  readonly host: string;
  /** The size of the limit `bodyBytes`. */
  readonly mostBytes: number;
  /** What the log has of faults of our own since it was last asked. */
  readonly faults: () => readonly string[];
  readonly namesFor: (route: Route) => Promise<Names>;
  /** Has whoever calls have a role from now on. */
  readonly become: (role: Role) => void;
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly data: unknown;
}

const document = openApi(allRoutes);
const judge = new Ajv2020({ strict: false }).addSchema(JSON.parse(JSON.stringify(document)), 'api');

/**
 * Tests generated from a table of routes. Each route answers as it declares whatever it is sent: that is held against the
 * schemas of the table, and against the OpenAPI document as an independent validator reads it.
 */
export function describeRoutes(table: RouteTable, under: RoutesUnderTest): void {
  const operations = Object.entries(table).flatMap(([resource, routes]) =>
    Object.entries(routes).map(([name, route]) => [`${resource}.${name}`, route] as const),
  );
  const send = (request: TestRequest) => sendTo(under, request);

  describe.each(operations)('%s', (_, route) => {
    test('answers as declared whatever it is sent', async () => {
      const { params, close } = await under.namesFor(route);
      const wrong: unknown[] = [];
      for (const { title, request, code, json } of misusesOf(route, params, under.mostBytes)) {
        const answer = await send(request);
        const difference = differenceOf(route, answer);
        const got = codeOf(answer);
        // The document and the server agree on which bodies are right.
        const isRight = json && schemaAt(route, 'requestBody', 'application/json')(json.value);
        const wanted = code ?? (isRight === false ? 'request/invalid' : undefined);
        if (difference !== undefined) wrong.push({ title, difference, answer });
        else if (wanted !== undefined && got !== wanted) wrong.push({ title, wanted, answer });
        else if (isRight === true && got === 'request/invalid') wrong.push({ title, answer });
      }
      close?.();
      expect(wrong).toEqual([]);
      expect(under.faults()).toEqual([]);
    });

    test('refuses names of things that do not exist', async () => {
      const { params, close } = await under.namesFor(route);
      const isDeclared = route.errors.some((code) => /\/(?:not-found|unknown-)/.test(code));
      for (const [, name = ''] of route.path.matchAll(/\{(\w+)\}/g)) {
        const answer = await send(rightRequest(route, { ...params, [name]: 'no-such-thing' }));
        expect(differenceOf(route, answer)).toBeUndefined();
        if (isDeclared) expect(answer.status, `${name} of ${route.path}`).toBe(404);
      }
      close?.();
    });

    test('is closed to pages of other sites, to other hosts, and to whoever may not', async () => {
      const { params, close } = await under.namesFor(route);
      const request = rightRequest(route, params);
      const from = (headers: Record<string, string>) =>
        send({ ...request, headers: { ...request.headers, ...headers } });
      const page = await from({ origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' });
      const host = await from({ host: 'elsewhere.example' });
      under.become('person');
      const person = await from({});
      under.become('administrator');
      close?.();
      for (const answer of [page, host, person]) expect(differenceOf(route, answer)).toBeUndefined();
      expect([page, host].map(codeOf)).toEqual(['http/foreign-origin', 'http/foreign-host']);
      expect(person.status === 403).toBe(route.permission === 'run:trace');
    });
  });

  test('serves nothing that the table does not have', async () => {
    for (const [, { path }] of operations)
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        if (operations.some(([, other]) => other.path === path && other.method === method)) continue;
        const answer = await send({ method, address: path.replace(/\{\w+\}/g, 'x'), headers: {} });
        expect(codeOf(answer), `${method} ${path}`).toBe('http/not-found');
      }
  });
}

function rightRequest(route: Route, params: Names['params']): TestRequest {
  const address = route.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const body = route.body ? { body: JSON.stringify(sampleOf(route.body)) } : {};
  return { method: route.method, address, headers: { 'content-type': 'application/json' }, ...body };
}

async function sendTo(
  { app, host }: RoutesUnderTest,
  { method, address, headers, body }: TestRequest,
): Promise<Answer> {
  const leave = new AbortController();
  const init = { method, headers: { host, ...headers }, signal: leave.signal, ...(body === undefined ? {} : { body }) };
  const answer = await app().request(address, init);
  const { status } = answer;
  const contentType = answer.headers.get('content-type') ?? '';
  if (contentType.startsWith('text/event-stream')) {
    await answer.body?.cancel();
    leave.abort();
    return { status, contentType, data: undefined };
  }
  const said = await answer.text();
  return { status, contentType, data: said === '' ? undefined : JSON.parse(said) };
}

const codeOf = ({ data }: Answer): unknown =>
  typeof data === 'object' && data !== null && 'code' in data ? data.code : undefined;

/** What is not as declared in an answer. */
function differenceOf(route: Route, answer: Answer): string | undefined {
  const difference = declaredAnswer({ route, ...answer });
  if (difference !== undefined || answer.data === undefined) return difference;
  const valid = schemaAt(route, answer.status, answer.contentType.replace(/;.*/, ''));
  return valid(answer.data) ? undefined : judge.errorsText(valid.errors);
}

/** The schema of a body (`requestBody`) or of the answer of a status in the OpenAPI document. */
function schemaAt({ path, method }: Route, part: 'requestBody' | number, contentType: string): ValidateFunction {
  const operation = document.paths[path]?.[method.toLowerCase()];
  const found = part === 'requestBody' ? operation?.requestBody : operation?.responses[part];
  const place =
    found && '$ref' in found
      ? found.$ref.slice('#/'.length).split('/')
      : ['paths', path, method.toLowerCase(), ...(part === 'requestBody' ? [part] : ['responses', String(part)])];
  const pointer = [...place, 'content', contentType, 'schema'].map((key) =>
    encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  const schema = judge.getSchema(`api#/${pointer.join('/')}`);
  if (!schema) throw new Error(`${method} ${path} declares no ${contentType} for ${part}`);
  return schema;
}
