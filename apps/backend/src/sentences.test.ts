import * as api from '@headrace/api';
import { catalogue as connectionKinds, entriesSchema } from '@headrace/connections';
import { conform, FlowDocumentSchema, mismatchSentence } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

/** Every schema by which something is read that a person wrote. */
const schemas: Record<string, z.ZodType> = {
  flow: FlowDocumentSchema,
  connections: entriesSchema(connectionKinds),
  ...Object.fromEntries(Object.entries(catalogue).map(([type, node]) => [`node ${type}`, node.config])),
  ...Object.fromEntries(Object.entries(api).filter(([, value]) => value instanceof z.ZodType)),
};

interface Def {
  type: string;
  innerType?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  valueType?: z.ZodType;
  options?: z.ZodType[];
  values?: unknown[];
  entries?: Record<string, string>;
}
const defOf = (schema: z.ZodType) => schema.def as unknown as Def;

/** Values that the schema describes, one for each variant: right or nearly so, and with everything in them. */
function samples(schema: z.ZodType): unknown[] {
  const def = defOf(schema);
  if (def.innerType) return samples(def.innerType);
  if (def.options) return def.options.flatMap(samples);
  if (def.element) return [samples(def.element)];
  if (def.valueType) return [{ a: samples(def.valueType)[0] }];
  if (def.values) return [def.values[0]];
  if (def.entries) return [Object.values(def.entries)[0]];
  if (def.shape) {
    const all = Object.entries(def.shape).map(([key, inner]) => [key, samples(inner)] as const);
    const most = Math.max(1, ...all.map(([, list]) => list.length));
    return Array.from({ length: most }, (_, i) =>
      Object.fromEntries(all.map(([k, list]) => [k, list[i % list.length]])),
    );
  }
  return [{ string: 'a', number: 1, boolean: true, int: 1 }[def.type] ?? 'a'];
}

const wrong: readonly unknown[] = [
  ...[undefined, null, true, '', 'x', 'x'.repeat(300_000), 0, -1, 1.5, 1e12, Number.NaN, Number.POSITIVE_INFINITY],
  ...[[], [null], [[]], Array(2_000).fill('a'), {}, { a: null }, { kind: 'nothing' }, { from: 'nowhere' }],
];

/** The value with each place inside it replaced by each wrong value, one at a time. */
function* spoilt(value: unknown): Generator<unknown> {
  yield* wrong;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value))
    for (const inner of spoilt((value as Record<string, unknown>)[key])) {
      if (Array.isArray(value)) yield value.with(Number(key), inner);
      else yield { ...value, [key]: inner };
    }
}

/** Words of zod's own texts. Source: zod/v4/locales/en.ts */
const zods = /\b(?:Invalid|expected|received|Unrecognized|Too big|Too small)\b|[<>]=?\d|\bundefined\b|\[object/;

describe('of what is wrong with what a person wrote, zod says nothing itself', () => {
  test.each(Object.entries(schemas))('%s', (_, schema) => {
    let count = 0;
    for (const sample of samples(schema))
      for (const value of spoilt(sample)) {
        const read = conform(schema, value);
        if ('data' in read) continue;
        for (const mismatch of read.mismatches) {
          const message = mismatchSentence(mismatch.path.join('.') || 'It', mismatch);
          expect(message).not.toMatch(zods);
          expect(message).toMatch(/\.$/);
          expect(message.length).toBeLessThan(400);
          count++;
        }
      }
    expect(count).toBeGreaterThan(0);
  });

  test('and the check would notice', () => {
    const { error } = z.string().max(1).safeParse('xx');
    expect(error?.issues[0]?.message).toMatch(zods);
    expect(z.string().safeParse(5).error?.issues[0]?.message).toMatch(zods);
  });
});
