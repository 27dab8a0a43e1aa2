import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newFlowText } from '@headrace/flow';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FlowReader } from '../../reading/flow-reader.ts';
import { type Db, openStore } from '../../store/open.ts';
import { storedRun } from '../runs/testing.ts';
import { FlowStore } from './flow-store.ts';

let folder: string;
let db: Db;
let flows: FlowStore;
let clock = 0;
const reader = new FlowReader();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-store-'));
  db = await openStore(folder);
  flows = new FlowStore(db, reader, () => ++clock);
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

describe('create', () => {
  test('a taken name gets a number, in the text too', async () => {
    await flows.create(newFlowText('orders'), true);
    const second = await flows.create(`# my own words\n${newFlowText('orders')}`, true);
    expect(await reader.nameIn(second.text)).toBe('orders-2');
    expect(second.text).toContain('# my own words');
    expect(await reader.nameIn((await flows.create(second.text, true)).text)).toBe('orders-3');
  });

  test('a text that is no flow is kept as it is', async () => {
    const { id } = await flows.create('half: [done', true);
    expect((await flows.get(id))?.text).toBe('half: [done');
  });
});

describe('save', () => {
  test('keeps older versions', async () => {
    const made = await flows.create(newFlowText('a'), true);
    const saved = await flows.save(made.id, newFlowText('b'), 1);
    expect(saved).toMatchObject({ version: 2, text: newFlowText('b') });
    expect(await flows.textOf(made.id, 1)).toBe(newFlowText('a'));
    expect(await flows.textOf(made.id, 2)).toBe(newFlowText('b'));
  });

  test('based on an older version is refused, with the newest to compare', async () => {
    const { id } = await flows.create(newFlowText('a'), true);
    await flows.save(id, newFlowText('b'), 1);
    expect(await flows.save(id, newFlowText('c'), 1)).toMatchObject({ stale: { version: 2, text: newFlowText('b') } });
    expect((await flows.get(id))?.version).toBe(2);
  });

  test('of what is there already makes no version, so that a repeated request is harmless', async () => {
    const { id } = await flows.create(newFlowText('a'), true);
    await flows.save(id, newFlowText('b'), 1);
    expect(await flows.save(id, newFlowText('b'), 1)).toMatchObject({ version: 2 });
  });

  test('keeps a version that has run, however many follow', async () => {
    const few = new FlowStore(db, reader, () => ++clock, { versions: 2 });
    const { id } = await few.create(newFlowText('v1'), true);
    await few.save(id, newFlowText('v2'), 1);
    const row = storedRun({ id: 'r', flow_id: id, flow_version: 2, state: 'stopped' });
    await db.insertInto('runs').values(row).execute();
    for (let version = 2; version < 9; version++) await few.save(id, newFlowText(`v${version + 1}`), version);
    const texts = await Promise.all([1, 2, 3, 6, 7, 8, 9].map((version) => few.textOf(id, version)));
    expect(texts.map((text) => text !== undefined)).toEqual([false, true, false, false, true, true, true]);
    expect((await few.get(id))?.version).toBe(9);
  });

  test('of two at once exactly one wins', async () => {
    const { id } = await flows.create(newFlowText('a'), true);
    const both = await Promise.all([flows.save(id, newFlowText('b'), 1), flows.save(id, newFlowText('c'), 1)]);
    expect(both.filter((r) => r && 'stale' in r)).toHaveLength(1);
  });
});

describe('the bin', () => {
  test('hides a flow until it is restored', async () => {
    const { id } = await flows.create(newFlowText('a'), true);
    expect(await flows.remove(id)).toBe(true);
    expect(await flows.list()).toEqual([]);
    expect(await flows.save(id, newFlowText('b'), 1)).toBeUndefined();
    await flows.restore(id);
    expect(await flows.list()).toHaveLength(1);
  });

  test('gives a number to a name that was taken meanwhile', async () => {
    const { id } = await flows.create(newFlowText('a'), true);
    await flows.remove(id);
    await flows.create(newFlowText('a'), true);
    const back = await flows.restore(id);
    expect(await reader.nameIn(back?.text ?? '')).toBe('a-2');
  });
});

test('a second start finds the flows of the first', async () => {
  const { id } = await flows.create(newFlowText('a'), true);
  await db.destroy();
  db = await openStore(folder);
  expect(await new FlowStore(db, reader).get(id)).toMatchObject({ name: 'a', version: 1 });
});
