import { type Kafka, openKafka } from '@headrace/kafka';
import { catalogue } from '@headrace/nodes';
import { caseFlow, caseTopic, tested } from '@headrace/nodes/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { compileWithTypes, type Row, rowsOf, writeAll } from '../../support/trial.ts';
import { casesOf, prepared } from './prepared.ts';

const engine = inject('engine');
let kafka: Kafka;

beforeAll(() => {
  kafka = openKafka(engine.bootstrapServers);
});
afterAll(() => kafka.close());

for (const type of Object.keys(catalogue)) {
  const cases = casesOf(type);
  describe(type, () => {
    test.each(cases.filter(({ c }) => c.rows))('$file gives its rows', async ({ file, c }) => {
      const prefix = await prepared(kafka, type, file, c);
      const typed = await compileWithTypes(engine, caseFlow(c, prefix));
      const rows = await rowsOf(engine, typed);
      for (const [port, expected] of Object.entries(c.rows ?? {})) {
        const key = port === catalogue[type]?.outputs[0]?.name ? tested : `${tested}.${port}`;
        expect(bag(rows[key] ?? [])).toEqual(bag(expected as Row[]));
      }
    });
    test.each(cases.filter(({ c }) => c.rows && c.messages.length > 0))(
      "$file with Flink's own format",
      async ({ file, c }) => {
        const prefix = await prepared(kafka, type, file, c);
        const rows = await rowsOf(engine, await compileWithTypes(engine, caseFlow(c, prefix), 'flink'));
        for (const [port, expected] of Object.entries(c.flinkRows ?? c.rows ?? {}))
          expect(bag(rows[port === 'out' ? tested : `${tested}.${port}`] ?? [])).toEqual(bag(expected as Row[]));
      },
    );
    test.each(cases.filter(({ c }) => c.written))('$file writes its messages', async ({ file, c }) => {
      const prefix = await prepared(kafka, type, file, c);
      await writeAll(engine, await compileWithTypes(engine, caseFlow(c, prefix)));
      const found = await kafka.readAll(caseTopic(prefix, 'written'));
      const shown = found.map((m) => ({
        key: m.key?.toString() ?? null,
        headers: Object.fromEntries(m.headers.map(([k, v]) => [k, String(v)])),
        value: m.value === null ? null : JSON.parse(String(m.value)),
      }));
      expect(bagOf(shown)).toEqual(bagOf(c.written ?? []));
    });
  });
}

/** Rows as texts in a fixed order; numbers by value, so that 5 and 5.0 are one. */
function bag(rows: readonly unknown[][]): string[] {
  return rows.map((row) => JSON.stringify(row.map(cell))).sort();
}

function cell(value: unknown): string | number | null {
  if (value === null || typeof value === 'number') return value;
  const text = String(value);
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function bagOf(values: readonly unknown[]): string[] {
  return values.map((v) => JSON.stringify(v)).sort();
}
