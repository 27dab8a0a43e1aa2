import { defineConnectionKind } from '@headrace/flow';
import * as z from 'zod';

const settings = z.object({ series: z.array(z.string()).describe('The names of the series.') });

export type GeneratorSettings = z.infer<typeof settings>;

/** Numbers that Flink makes itself (its connector `datagen`): a kind of connection for tests. */
export default defineConnectionKind<GeneratorSettings>({
  kind: 'generator',
  title: 'Number generator',
  description: 'Numbers in order.',
  settings,
  credentials: z.object({ passwordFile: z.string().optional() }),
  examples: [{ name: 'numbers', settings: { series: ['even', 'odd'] } }],
  address: ({ series }) => `generator:${series.join(',')}`,
  assumed: () => ({ series: [] }),
  resource: {
    word: 'series',
    plural: 'series',
    nameFault: (name) =>
      /^[a-z]+$/.test(name) ? undefined : `A series is named by small letters, and '${name}' is not.`,
  },
});
