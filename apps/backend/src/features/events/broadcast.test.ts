import type { FlowSummary, Run } from '@headrace/api';
import { beforeEach, expect, test } from 'vitest';
import type { StoredEvent } from '../../store/event-log.ts';
import { Broadcast } from './broadcast.ts';
import { EventBus } from './event-bus.ts';

let sent: string[];
let asked: string[];
let faults: unknown[];
/** What reading waits for. */
let reading: Promise<void>;
let broadcast: Broadcast;

beforeEach(() => {
  [sent, asked, faults, reading] = [[], [], [], Promise.resolve()];
  const bus = new EventBus();
  bus.listen(({ event, data }) => sent.push(`${event} ${data.id}`));
  const read = async (kind: string, id: string) => {
    asked.push(`${kind} ${id}`);
    await reading;
    if (id === 'broken') throw new Error('cannot be read');
    return id === 'gone' ? undefined : { id };
  };
  broadcast = new Broadcast({
    bus,
    flow: async (id) => (await read('flow', id)) as FlowSummary | undefined,
    run: async (id) => (await read('run', id)) as Run | undefined,
    onError: (error) => faults.push(error),
  });
});

let id = 0;
const happened = (change: Partial<StoredEvent>): void =>
  broadcast.take({
    id: ++id,
    at: 1,
    actor: null,
    action: 'run.change',
    flow: null,
    run: null,
    subject: null,
    ...change,
  });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a run and a flow are each sent as what they are', async () => {
  happened({ flow: 'f', run: 'r' });
  happened({ action: 'flow.save', flow: 'f' });
  await settled();
  expect(sent).toEqual(['run r', 'flow f']);
});

test('changes that come while one is read are read once more, together', async () => {
  let go = () => {};
  reading = new Promise((resolve) => {
    go = resolve;
  });
  for (let i = 0; i < 5; i++) happened({ run: 'r' });
  happened({ run: 's' });
  await settled();
  expect(asked).toEqual(['run r']);
  go();
  await settled();
  expect(asked).toEqual(['run r', 'run r', 'run s']);
  expect(sent).toEqual(['run r', 'run r', 'run s']);
});

test('what cannot be read is reported, and the others are sent', async () => {
  happened({ run: 'broken' });
  happened({ run: 'gone' });
  happened({ run: 'fine' });
  await settled();
  expect(sent).toEqual(['run fine']);
  expect(faults).toEqual([new Error('cannot be read')]);
  happened({ run: 'later' });
  await settled();
  expect(sent).toContain('run later');
});

test.each([
  { action: 'preview.open', flow: 'f' },
  { action: 'run.trace', flow: 'f', run: 'r' },
  { action: 'resource.read', subject: 'local/ORDERS' },
] as const)('$action changes nothing that pages show', async (event) => {
  happened(event);
  await settled();
  expect(asked).toEqual([]);
});
