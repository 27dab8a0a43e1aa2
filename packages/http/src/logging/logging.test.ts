import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLogger } from './logging.ts';

const lines: string[] = [];
const log = createLogger('test', { write: (line: string) => void lines.push(line) });

function written(write: () => void): string {
  lines.length = 0;
  write();
  return lines.join('');
}

const forbidden = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test('whatever is logged, each line is JSON and holds no character that cannot be seen', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '\u001b[2J',
      '\u009b1m',
      '\u202eabc',
      '\u2066',
      '\u2028',
      '\r',
      '\u{e0041}',
      '\u200b',
      '\n{"level":60}',
    ),
  );
  const data = fc.dictionary(fc.oneof(text, fc.constantFrom('path', 'reason')), fc.oneof(text, fc.array(text)));
  fc.assert(
    fc.property(data, text, (fields, message) => {
      const line = written(() => log.warn({ fields, err: new Error(message), reason: message }, message));
      expect(line.trimEnd()).not.toMatch(/\n/);
      expect(forbidden.test(line)).toBe(false);
      for (const value of Object.values(JSON.parse(line) as object))
        expect(forbidden.test(JSON.stringify(value))).toBe(false);
    }),
  );
});

test('secrets stay out of every field, of errors and of their causes', () => {
  const cause = new Error('jdbc:postgresql://a:c4nary@db/x');
  const line = written(() =>
    log.error(
      {
        err: new Error("'properties.sasl.jaas.config' = 'c4nary'", { cause }),
        headers: { authorization: 'c4nary', cookie: ['c4nary'] },
        deep: { list: [{ password: 'c4nary' }] },
      },
      'Bearer c4nary-c4nary1',
    ),
  );
  expect(line).toContain('[redacted]');
  expect(line).not.toContain('c4nary');
});

test('of an error that may quote events the kind and the place are logged, whatever wraps it', () => {
  const marker = 'marker-7f3a';
  const parsing = (() => {
    try {
      return JSON.parse(marker);
    } catch (error) {
      return error as Error;
    }
  })();
  expect(parsing.message).toContain(marker);
  const refused = Object.assign(new Error(`Flink refused: '${marker}'\n    at ${marker}`), {
    quotesEvents: true,
    trace: marker,
    status: 500,
  });
  const many = new AggregateError([parsing, refused], 'two things');
  for (const err of [parsing, refused, new Error('outer', { cause: refused }), many]) {
    const line = written(() => log.error({ err }, 'a fault of our own'));
    expect(line).not.toContain(marker);
    expect(line).toContain('logging.test.ts');
  }
  expect(JSON.parse(written(() => log.error({ err: refused }))).err).toMatchObject({ type: 'Error', status: 500 });
});

test('other errors are logged with their message', () => {
  const err = Object.assign(new TypeError('oops'), { code: 'E_X', answer: 'a whole answer' });
  expect(JSON.parse(written(() => log.error({ err }))).err).toMatchObject({
    type: 'TypeError',
    message: 'oops',
    code: 'E_X',
  });
  expect(written(() => log.error({ err }))).not.toContain('a whole answer');
});

test('a text of any length becomes a line of bounded length', () => {
  expect(written(() => log.warn({ reason: 'x'.repeat(1_000_000) })).length).toBeLessThan(70_000);
});

test('what is no secret is kept as it is', () => {
  const line = written(() => log.info({ path: '/api/flows', status: 200, ms: 3, name: 'Grüße 日本語' }, 'request'));
  expect(JSON.parse(line)).toMatchObject({ level: 30, path: '/api/flows', status: 200, ms: 3, msg: 'request' });
  expect(line).toContain('Grüße 日本語');
});
