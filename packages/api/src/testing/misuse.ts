import { addressOf, type Route } from '../route.ts';
import { samplesOf } from './samples.ts';

/** A request as a test sends it. */
export interface TestRequest {
  readonly method: string;
  /** Path and query, as they are written into the request. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request that no client of ours sends. */
export interface Misuse {
  readonly title: string;
  readonly request: TestRequest;
  /** The code of the problem that must be answered; absent where any declared answer will do. */
  readonly code?: string;
  /** The JSON of the body, for the schema to judge. */
  readonly json?: { readonly value: unknown };
}

const jsonHeaders = { 'content-type': 'application/json' };

/** Texts in the place of a name in the path, encoded. Some of them are legal and name nothing. */
const oddNames = [
  '%00',
  '%0A',
  '%20',
  '..%2F..%2Fetc',
  '%F0%9F%98%80',
  "'%3B%20DROP%20TABLE%20flows%3B--",
  '__proto__',
  'constructor',
  'toString',
  'null',
  '*',
  '%25',
];

const longName = 'x'.repeat(251);

const oddQueries = ['', 'x', '-1', '0', '1.5', 'NaN', 'null', '1e999', '[]', 'true&true', '%00'];

const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  'x',
  '\u0000\u2028',
  '\ud800',
  'x'.repeat(100_000),
  [],
  [null],
  {},
  { a: { b: {} } },
];

/** Bodies that are no JSON. */
const broken = ['', '{', '{"a":}', "{'a': 1}", 'undefined', '[1,]', '\u0000', '{"a": NaN}'];

/** Bodies that are JSON and odd as a whole. */
const odd = [
  'null',
  'true',
  '1',
  '""',
  '[]',
  '{}',
  '{"__proto__": {"text": "a"}}',
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
];

/**
 * All misuses of a route, generated from its declaration: odd names, odd queries, bodies of which each value is replaced,
 * absent or joined by others, bodies that are no JSON, and one that is too large.
 * @param params names of things that exist
 * @param mostBytes the size of the limit `bodyBytes`
 */
export function misusesOf(route: Route, params: Readonly<Record<string, string>>, mostBytes: number): Misuse[] {
  const { method } = route;
  const bodies = route.body ? samplesOf(route.body) : [];
  const [good] = bodies;
  const sent = (value: unknown) =>
    route.body ? { headers: jsonHeaders, body: JSON.stringify(value) } : { headers: {} };
  const address = addressOf(route.path, params);
  const request = (body: string): TestRequest => ({ method, address, headers: jsonHeaders, body });

  const names = Object.keys(route.params ?? {}).flatMap((name) =>
    [...oddNames, longName].map((text): Misuse => {
      const at = addressOf(route.path, { ...params, [name]: 'NAME' }).replace('NAME', text);
      return {
        title: `${name} is ${text.slice(0, 40)}`,
        request: { method, address: at, ...sent(good) },
        ...(text === longName ? { code: 'request/invalid' } : {}),
      };
    }),
  );
  const queries = Object.keys({ ...route.query, unknown: '' }).flatMap((key) =>
    oddQueries.map(
      (text): Misuse => ({
        title: `the query has ${key}=${text}`,
        request: { method, address: `${address}?${key}=${text}`, ...sent(good) },
      }),
    ),
  );
  const values = bodies
    .flatMap((body) => mutations(body))
    .map((value): Misuse => {
      const body = JSON.stringify(value);
      return { title: `the body is ${body.slice(0, 80)}`, request: request(body), json: { value: JSON.parse(body) } };
    });
  const texts = route.body
    ? [
        ...broken.map(
          (body): Misuse => ({ title: `the body is ${body}`, request: request(body), code: 'request/not-json' }),
        ),
        ...odd.map(
          (body): Misuse => ({
            title: `the body is ${body.slice(0, 80)}`,
            request: request(body),
            json: { value: JSON.parse(body) },
          }),
        ),
      ]
    : [];
  const large: Misuse[] =
    method === 'GET'
      ? []
      : [{ title: 'the body is too large', request: request(' '.repeat(mostBytes + 1)), code: 'limit/body-bytes' }];
  return [...names, ...queries, ...values, ...texts, ...large];
}

/** A value with each part of it, in turn, replaced, left out, or joined by a key that means nothing. */
function* mutations(value: unknown): Generator<unknown> {
  for (const other of oddValues) yield other;
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) for (const changed of mutations(item)) yield value.with(i, changed);
    return;
  }
  yield { ...value, unknown: 1 };
  for (const [key, inner] of Object.entries(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
    for (const changed of mutations(inner)) yield { ...value, [key]: changed };
  }
}
