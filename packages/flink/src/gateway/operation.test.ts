import { describe, expect, test } from 'vitest';
import { FlinkRefused } from '../rest/errors.ts';
import type { Call } from '../rest/request.ts';
import { type Caller, Operation, type PollOptions } from './operation.ts';
import type { ResultPage, ResultRow } from './types.ts';

const row = (...fields: unknown[]): ResultRow => ({ kind: 'INSERT', fields });
const columns = [{ name: 'a', logicalType: { type: 'INTEGER', nullable: true } }];
const payload = (next: string | undefined, rows: readonly ResultRow[], more: object = {}): ResultPage => ({
  resultType: 'PAYLOAD',
  results: { columns, data: rows },
  ...(next === undefined ? {} : { nextResultUri: next }),
  ...more,
});
const notReady: ResultPage = { resultType: 'NOT_READY', nextResultUri: '/v4/0' };
const end: ResultPage = { resultType: 'EOS', results: { columns, data: [] } };

/** A gateway that gives these answers, one after the other. */
function gateway(...answers: readonly (ResultPage | Error)[]): Caller & { readonly calls: Call[] } {
  const calls: Call[] = [];
  return {
    calls,
    call: async (call) => {
      const answer = answers[calls.length];
      calls.push(call);
      if (answer instanceof Error) throw answer;
      return (answer ?? expect.fail(`nobody expects a call of ${call.path}`)) as never;
    },
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const quickly: PollOptions = { first: 1, longest: 2 };
const operation = (caller: Caller) => new Operation(caller, 's1', 'o1');

describe('pages', () => {
  test('follow the addresses that the gateway gives, and end at EOS', async () => {
    const caller = gateway(payload('/v4/1', [row(1)]), payload('/v4/2', [row(2), row(3)]), end);
    const pages = await collect(operation(caller).pages(quickly));
    expect(caller.calls.map((c) => c.path)).toEqual([
      '/v4/sessions/s1/operations/o1/result/0?rowFormat=JSON',
      '/v4/1',
      '/v4/2',
    ]);
    expect(pages.map((p) => p.rows.map((r) => r.fields[0]))).toEqual([[1], [2, 3], []]);
  });

  test('are asked for again while the statement is not ready, which gives none', async () => {
    const caller = gateway(notReady, notReady, payload('/v4/1', []), end);
    const pages = await collect(operation(caller).pages(quickly));
    expect(caller.calls.map((c) => c.path).slice(1)).toEqual(['/v4/0', '/v4/0', '/v4/1']);
    expect(pages).toHaveLength(2);
  });

  test('without rows are given too, so that the job is known before the first row', async () => {
    const caller = gateway(payload('/v4/1', [], { jobID: 'j1' }), end);
    const [first] = await collect(operation(caller).pages(quickly));
    expect(first).toEqual({ columns, rows: [], jobId: 'j1' });
  });

  test('are asked for at the same address where the gateway names no next one', async () => {
    const caller = gateway(payload(undefined, [row(1)]), end);
    await collect(operation(caller).pages(quickly));
    expect(caller.calls[1]?.path).toBe(caller.calls[0]?.path);
  });

  test('come at the pace of `live` once there were rows, and without a pause after a page with rows', async () => {
    let asked = 0;
    const live = () => {
      asked++;
      return 1;
    };
    const caller = gateway(notReady, payload('/v4/1', [row(1)]), payload('/v4/2', []), payload('/v4/3', []), end);
    await collect(operation(caller).pages({ ...quickly, live }));
    expect(asked).toBe(2);
  });

  test('fail with what the gateway says of the statement', async () => {
    const refused = new FlinkRefused('sql-gateway', 500, 'Column not found', 'trace');
    const caller = gateway(notReady, refused);
    await expect(collect(operation(caller).pages(quickly))).rejects.toBe(refused);
  });

  test('end when the signal is aborted in a pause', async () => {
    const controller = new AbortController();
    const caller: Caller = {
      call: async () => {
        setTimeout(() => controller.abort(), 5);
        return notReady as never;
      },
    };
    const pages = collect(operation(caller).pages({ first: 60_000, signal: controller.signal }));
    await expect(pages).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('gives all rows of a statement that ends', async () => {
  const caller = gateway(notReady, payload('/v4/1', [row('a')]), payload('/v4/2', [row('b')]), end);
  expect((await operation(caller).all(quickly)).map((r) => r.fields[0])).toEqual(['a', 'b']);
});

describe('the ID of the job', () => {
  const inColumn: ResultPage = {
    resultType: 'PAYLOAD',
    results: {
      columns: [{ name: 'job id', logicalType: { type: 'STRING', nullable: false } }],
      data: [row('j2')],
    },
    nextResultUri: '/v4/1',
  };
  test.each<[name: string, answers: ResultPage[], id: string]>([
    ['is that of the page', [notReady, payload('/v4/1', [], { jobID: 'j1' })], 'j1'],
    ['is in the first row of a statement set', [inColumn], 'j2'],
    ['may come with a later page', [payload('/v4/1', []), payload('/v4/2', [], { jobID: 'j3' })], 'j3'],
  ])('%s', async (_, answers, id) => {
    expect(await operation(gateway(...answers)).jobId(quickly)).toBe(id);
  });

  test('is missing where a statement starts no job', async () => {
    await expect(operation(gateway(payload('/v4/1', [row(1)]), end)).jobId(quickly)).rejects.toThrow(
      'the statement started no job',
    );
  });
});

test('closes the operation at the gateway', async () => {
  const calls: Call[] = [];
  await operation({ call: async (call) => void calls.push(call) as never }).close();
  expect(calls).toEqual([{ method: 'DELETE', path: '/v4/sessions/s1/operations/o1/close' }]);
});
