import { beforeEach, describe, expect, test } from 'vitest';
import { ManualClock, settled } from '../lib/testing/manual-clock.ts';
import type { WorkerFault } from '../lib/worker-link.ts';
import { type CompileSession, CompileWorker } from './compile-worker.ts';
import type { AnalysisDelta } from './messages.ts';
import { LocalWorker } from './testing/local-worker.ts';

const flow = (expression: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS, columns: [{name: region, type: STRING}]}
    some: {type: filter, from: orders, config: {expression: "${expression}"}}
`;
const connections = [{ name: 'local', kind: 'kafka' as const, bootstrapServers: 'kafka:9092' }];

/** One open document as an editor has it: what it says now, and what it was told. */
class TestDocument {
  expression = 'TRUE';
  revision = 0;
  readonly analyses: AnalysisDelta[] = [];
  readonly faults: WorkerFault[] = [];
  /** The text is given only when this is settled. */
  source: Promise<void> = Promise.resolve();
  readonly session: CompileSession;

  constructor(worker: CompileWorker) {
    this.session = worker.session({
      analysis: (delta) => this.analyses.push(delta),
      fault: (fault) => this.faults.push(fault),
      source: async () => {
        const { revision, expression } = this;
        await this.source;
        return { text: flow(expression), revision };
      },
    });
  }

  async open(): Promise<void> {
    await this.session.open(flow(this.expression));
    await settled();
  }

  change(expression: string): void {
    this.expression = expression;
    this.revision++;
    const path = ['spec', 'nodes', 'some', 'config', 'expression'];
    this.session.edit({ revision: this.revision, patches: [{ op: 'replace', path, value: expression }] });
  }

  /** What the newest analysis says of the filter, and of which revision. */
  get newest(): { describes: string | undefined; revision: number | undefined } {
    const described = this.analyses.flatMap(({ nodes }) => nodes.some?.describes ?? []);
    return { describes: described.at(-1), revision: this.analyses.at(-1)?.revision };
  }

  get codes(): string[] {
    return this.faults.map(({ code }) => code);
  }
}

let clock: ManualClock;
let workers: LocalWorker[];
/** What every worker hangs on, and what makes it throw. */
let hangsOn: (asked: object) => boolean;
let throwsOn: (asked: object) => boolean;
let worker: CompileWorker;
const mentions = (asked: object, word: string) => JSON.stringify(asked).includes(word);

beforeEach(() => {
  clock = new ManualClock();
  workers = [];
  hangsOn = () => false;
  throwsOn = () => false;
  worker = new CompileWorker(() => {
    const next = new LocalWorker();
    next.hangsOn = (asked) => hangsOn(asked);
    next.throwsOn = (asked) => throwsOn(asked);
    workers.push(next);
    return next;
  }, clock);
  worker.setConnections(connections);
});

async function opened(): Promise<TestDocument> {
  const document = new TestDocument(worker);
  await document.open();
  return document;
}

test('a burst of changes is analysed once, as its last one', async () => {
  const document = await opened();
  const before = document.analyses.length;
  for (const text of ['r', 're', 'region', "region = 'EMEA'"]) document.change(text);
  await settled();
  expect(document.analyses).toHaveLength(before + 1);
  expect(document.newest).toEqual({ describes: "region = 'EMEA'", revision: 4 });
});

test('two documents are apart: a change of one says nothing to the other', async () => {
  const [a, b] = [await opened(), await opened()];
  const before = b.analyses.length;
  a.change('FALSE');
  await settled();
  expect(a.newest.describes).toBe('FALSE');
  expect(b.analyses).toHaveLength(before);
});

test('a document that was closed is told nothing more, also by what is under way', async () => {
  const document = await opened();
  document.change('FALSE');
  document.session.end();
  const before = document.analyses.length;
  await settled();
  worker.setConnections([]);
  await settled();
  expect(document.analyses).toHaveLength(before);
});

test('the SQL comes while somebody reads it, also in a worker that was started again', async () => {
  const document = await opened();
  document.session.wantSql(true);
  await settled();
  expect(document.analyses.at(-1)?.sql?.text).toContain('ORDERS');
  workers[0]?.fails('crashed');
  await settled();
  expect(document.analyses.at(-1)?.sql?.text).toContain('ORDERS');
  document.session.wantSql(false);
  await settled();
  document.change('FALSE');
  await settled();
  expect(document.analyses.at(-1)?.sql).toBeUndefined();
});

describe('a worker that ends', () => {
  test('is started again with the connections, the documents as they are now, and the types of the planner', async () => {
    const [a, b] = [await opened(), await opened()];
    a.session.setPlanner({ orders: [{ name: 'region', type: 'STRING' }] });
    a.change('FALSE');
    await settled();
    workers[0]?.fails('crashed');
    await settled();
    expect(workers).toHaveLength(2);
    const kinds = workers[1]?.got.map(({ kind }) => kind);
    expect(kinds?.slice(0, 4)).toEqual(['connections', 'open', 'planner', 'sql']);
    expect([a.codes, b.codes]).toEqual([['lost'], ['lost']]);
    expect(a.newest).toEqual({ describes: 'FALSE', revision: 1 });
    a.change('TRUE');
    b.change("region = 'NA'");
    await settled();
    expect([a.newest.describes, b.newest.describes]).toEqual(['TRUE', "region = 'NA'"]);
  });

  test('opens no document again that was closed', async () => {
    const [a, b] = [await opened(), await opened()];
    b.session.end();
    workers[0]?.fails('crashed');
    await settled();
    expect(workers[1]?.got.filter(({ kind }) => kind === 'open')).toHaveLength(1);
    expect([a.codes, b.codes]).toEqual([['lost'], []]);
  });

  test('while the text to open is still being written: a change meanwhile comes after it, once', async () => {
    const document = await opened();
    const written = Promise.withResolvers<void>();
    document.source = written.promise;
    workers[0]?.fails('crashed');
    await settled();
    document.change("region = 'SA'");
    await settled();
    expect(workers[1]?.got.map(({ kind }) => kind)).toEqual(['connections']);
    written.resolve();
    await settled();
    expect(workers[1]?.got.map(({ kind }) => kind)).toEqual(['connections', 'open', 'edit', 'sql']);
    expect(document.newest).toEqual({ describes: "region = 'SA'", revision: 1 });
  });

  test('and closed while its text is being written is not opened', async () => {
    const document = await opened();
    const written = Promise.withResolvers<void>();
    document.source = written.promise;
    workers[0]?.fails('crashed');
    await settled();
    document.session.end();
    written.resolve();
    await settled();
    expect(workers[1]?.got.map(({ kind }) => kind)).toEqual(['connections']);
    expect(document.codes).toEqual(['lost']);
  });

  test('and ends again and again stops with the document on which it does, and keeps the others', async () => {
    hangsOn = (asked) => mentions(asked, 'POISON');
    const [a, b] = [await opened(), await opened()];
    a.change('POISON');
    await clock.advance(20_000);
    await clock.advance(20_000);
    await clock.advance(60_000);
    expect(workers.length).toBeLessThanOrEqual(3);
    expect(a.codes).toEqual(['timeout', 'timeout']);
    b.change("region = 'SA'");
    await settled();
    expect(b.newest.describes).toBe("region = 'SA'");
    expect(a.newest.describes).toBe('TRUE');
  });
});

describe('a document that the compiler cannot take', () => {
  beforeEach(() => {
    throwsOn = (asked) => mentions(asked, 'POISON');
  });

  test('is opened again once and then stopped; the next change tries again', async () => {
    const document = await opened();
    document.change('POISON');
    await settled();
    expect(document.codes).toEqual(['failed', 'failed']);
    const asked = workers[0]?.got.length;
    await clock.advance(60_000);
    expect(workers[0]?.got.length).toBe(asked);
    document.change('FALSE');
    await settled();
    expect(document.newest).toEqual({ describes: 'FALSE', revision: 2 });
    expect(document.codes).toEqual(['failed', 'failed']);
  });

  test('says nothing of the form that it had before, when the connections change', async () => {
    const document = await opened();
    document.change('POISON');
    await settled();
    const before = document.analyses.length;
    worker.setConnections([]);
    await settled();
    expect(document.analyses).toHaveLength(before);
  });

  test('does not disturb another one in the same worker', async () => {
    const [a, b] = [await opened(), await opened()];
    a.change('POISON');
    b.change('FALSE');
    await settled();
    expect(b.codes).toEqual([]);
    expect(b.newest.describes).toBe('FALSE');
    expect(workers).toHaveLength(1);
  });

  test('that was corrected while it is opened again is compiled', async () => {
    const document = await opened();
    const written = Promise.withResolvers<void>();
    document.source = written.promise;
    document.change('POISON');
    await settled();
    document.change('FALSE');
    written.resolve();
    await settled();
    expect(document.newest.describes).toBe('FALSE');
    document.change('TRUE');
    await settled();
    expect(document.newest.describes).toBe('TRUE');
  });
});

test('questions without a document are answered or rejected, never left open', async () => {
  await expect(worker.picture(flow('TRUE'))).resolves.toMatchObject({ edges: [{ from: 'orders', to: 'some' }] });
  await expect(worker.picture('- not a flow')).resolves.toEqual({ nodes: [], edges: [] });
  const edits = [{ path: ['metadata', 'name'], value: 'g' }];
  await expect(worker.patched(flow('TRUE'), edits)).resolves.toContain('name: g');
  await expect(worker.patched('- not a flow: [', edits)).rejects.toMatchObject({ code: 'failed' });
  hangsOn = () => workers.length === 1;
  const hanging = worker.picture(flow('TRUE'));
  const ended = expect(hanging).rejects.toMatchObject({ code: 'timeout' });
  await clock.advance(20_000);
  await ended;
  await expect(worker.picture(flow('TRUE'))).resolves.toMatchObject({ nodes: [{ name: 'orders' }, { name: 'some' }] });
  expect(clock.pending).toBe(0);
});
