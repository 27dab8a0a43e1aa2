import type { ConfigMigration, InferContext, LowerContext, NodeType } from '@headrace/flow';
import * as z from 'zod';

/** The name that a key of version 1 has in version 2. */
export const newKey = (key: string): string => `new ${key}`;

/** To version 2: every key has another name. */
const rename =
  (keys: readonly string[]): ConfigMigration =>
  () =>
    keys.map((key) => ({ path: [key], rename: newKey(key) }));
/** To version 3: a setting that version 2 did not have, and that must be set. */
const addSetting: ConfigMigration = () => [{ path: ['added'], value: 'as before' }];

type Config = Record<string, unknown>;
type AnyContext = InferContext<unknown> | LowerContext<unknown>;

/** A node type as it would be after two changes of its configuration: each version of it means the same. */
export function changed(type: NodeType): NodeType {
  const { shape } = type.config as unknown as z.ZodObject;
  const keys = Object.keys(shape);
  const old = (config: unknown): Config =>
    Object.fromEntries(
      keys.flatMap((key) =>
        (config as Config)[newKey(key)] === undefined ? [] : [[key, (config as Config)[newKey(key)]]],
      ),
    );
  const fromOld = ([first, ...rest]: readonly (string | number)[]) =>
    first === undefined ? [] : [newKey(String(first)), ...rest];
  const withOld = <C extends AnyContext>(context: C): C => ({ ...context, config: old(context.config) });
  return {
    ...type,
    config: z.object({
      ...Object.fromEntries(keys.map((key) => [newKey(key), shape[key] as z.ZodType])),
      added: z.literal('as before').meta({ title: 'Added' }),
    }),
    migrations: [rename(keys), addSetting],
    summary: (config) => type.summary(old(config)),
    ...(type.resources
      ? {
          resources: (config: unknown) =>
            (type.resources?.(old(config)) ?? []).map((use) => ({ ...use, path: fromOld(use.path) })),
        }
      : {}),
    ...(type.windowed ? { windowed: (config: unknown) => type.windowed?.(old(config)) } : {}),
    infer: (context) =>
      type.infer({
        ...withOld(context),
        report: (found) => context.report({ ...found, path: fromOld(found.path ?? []) }),
      }),
    lower: (context) => type.lower({ ...withOld(context), origin: (...path) => context.origin(...fromOld(path)) }),
  };
}
