import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { beginningOf, mostOutput } from './exec.ts';

async function read(...chunks: readonly string[]): Promise<{ kept: string; more: number }> {
  const stream = new PassThrough();
  let more = 0;
  const reading = beginningOf(stream, () => more++);
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  return { kept: await reading, more };
}

test('keeps output up to its bound', async () => {
  const all = 'x'.repeat(mostOutput);
  expect(await read(all.slice(0, 1000), all.slice(1000))).toEqual({ kept: all, more: 0 });
});

test('cuts output at its bound and says that there is more', async () => {
  const { kept, more } = await read(...Array.from({ length: 100 }, () => 'y'.repeat(1000)));
  expect(kept).toBe('y'.repeat(mostOutput));
  expect(more).toBeGreaterThan(0);
});
