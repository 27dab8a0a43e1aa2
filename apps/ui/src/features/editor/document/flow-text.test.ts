import type { Edit } from '@headrace/flow';
import { expect, test } from 'vitest';
import { FlowText } from './flow-text.ts';

const edit = (value: string): Edit => ({ path: ['x'], value });
const write = (text: string, edits: readonly Edit[]) =>
  text + edits.map((e) => ('value' in e ? String(e.value) : '')).join('');

test('writes edits into the text when it is asked for, each once', async () => {
  const asked: number[] = [];
  const text = new FlowText(async (base, edits) => {
    asked.push(edits.length);
    return write(base, edits);
  });
  text.begin('0');
  expect(await text.current()).toBe('0');
  text.changed([edit('a')]);
  text.changed([edit('b')]);
  expect(await text.current()).toBe('0ab');
  expect(await text.current()).toBe('0ab');
  text.changed([edit('c')]);
  expect(await text.current()).toBe('0abc');
  expect(asked).toEqual([2, 1]);
});

test('is right whatever the order of the answers', async () => {
  const answers: (() => void)[] = [];
  const text = new FlowText((base, edits) => new Promise((resolve) => answers.push(() => resolve(write(base, edits)))));
  text.begin('0');
  text.changed([edit('a')]);
  const first = text.current();
  text.changed([edit('b')]);
  const second = text.current();
  answers[1]?.();
  answers[0]?.();
  expect(await Promise.all([first, second])).toEqual(['0a', '0ab']);
  text.changed([edit('c')]);
  const third = text.current();
  answers[2]?.();
  expect(await third).toBe('0abc');
});

test('an answer for a text that was replaced changes nothing of the new one', async () => {
  const answers: (() => void)[] = [];
  const text = new FlowText((base, edits) => new Promise((resolve) => answers.push(() => resolve(write(base, edits)))));
  text.begin('0');
  text.changed([edit('a')]);
  const late = text.current();
  text.begin('0');
  answers[0]?.();
  await late;
  expect(await text.current()).toBe('0');
});

test('rejects when the edits cannot be written, and can be asked again', async () => {
  let broken = true;
  const text = new FlowText(async (base, edits) => {
    if (broken) throw new Error('broken');
    return write(base, edits);
  });
  text.begin('0');
  text.changed([edit('a')]);
  await expect(text.current()).rejects.toThrow('broken');
  broken = false;
  expect(await text.current()).toBe('0a');
});
