import type { StartFrom } from '@headrace/api';
import type { AnyDiagnostic, FlowDocument } from '@headrace/flow';
import { beforeEach, describe, expect, test } from 'vitest';
import type { NodeAnalysis } from '../../../compile/messages.ts';
import { ManualClock } from '../../../lib/testing/manual-clock.ts';
import { Analysis } from '../analysis/analysis.ts';
import { DocumentModel } from '../document/document-model.ts';
import { setValue } from '../document/operations/config.ts';
import { moveItems } from '../document/operations/items.ts';
import { PreviewClient, PreviewKeeper, type PreviewState } from './preview.ts';

const flow: FlowDocument = {
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: { a: { type: 'kafka-source', config: { topic: 'T' } }, b: { type: 'filter', from: 'a' } } },
};
const relation = { columns: [], changelog: { mode: 'append' as const } };
const node = (state: NodeAnalysis['state']): NodeAnalysis => ({
  state,
  inputs: {},
  beforeOutput: { out: relation },
  outputs: { out: relation },
  describes: '',
});
const fault: AnyDiagnostic = { code: 'planner/refused', severity: 'error', message: 'No.', place: { node: 'b' } };

let clock: ManualClock;
let document: DocumentModel;
let analysis: Analysis;
let client: PreviewClient;
let keeper: PreviewKeeper;
let starts: StartFrom[];

beforeEach(() => {
  clock = new ManualClock();
  document = new DocumentModel(flow);
  analysis = new Analysis();
  starts = [];
  client = new PreviewClient({
    flow: 'f',
    transport: {
      startPreview: async (_, __, from) => {
        starts.push(from);
        return { id: `p${starts.length}` };
      },
      viewPreview: () => () => {},
    },
    clock,
  });
  keeper = new PreviewKeeper({ client, document, analysis, clock, text: async () => 'text' });
  analyse({ a: 'valid', b: 'unconfigured' });
});

/** The compiler has answered: the states of the nodes, and what is wrong. */
function analyse(states: Record<string, NodeAnalysis['state']>, diagnostics: AnyDiagnostic[] = []): void {
  analysis.store.setState({
    nodes: Object.fromEntries(Object.entries(states).map(([name, state]) => [name, node(state)])),
    diagnostics,
  });
}

/** A person changes the source, and the planner answers. */
function change(topic: string): void {
  setValue(document, 'a', ['config', 'topic'], topic);
  keeper.documentChanged();
  keeper.checked();
}

async function running(): Promise<void> {
  keeper.begin();
  keeper.checked();
  await clock.advance(0);
  client.store.setState({ status: 'running' });
}

test('nothing is shown before Flink may work on the flow, also not by hand', async () => {
  keeper.checked();
  keeper.start({ kind: 'earliest' });
  await clock.advance(10_000);
  expect(starts).toEqual([]);
});

test('the first preview starts at once, when something is valid', async () => {
  analyse({ a: 'unconfigured', b: 'unconfigured' });
  keeper.begin();
  keeper.checked();
  await clock.advance(10_000);
  expect(starts).toEqual([]);
  analyse({ a: 'valid', b: 'unconfigured' });
  keeper.checked();
  await clock.advance(0);
  expect(starts).toEqual([{ kind: 'now' }]);
});

describe('while a preview runs', () => {
  beforeEach(running);

  test('a change of what it shows starts it anew, a moment after the planner has answered', async () => {
    change('U');
    await clock.advance(299);
    expect(starts).toHaveLength(1);
    await clock.advance(1);
    expect(starts).toHaveLength(2);
  });

  test('a change with a fault in the flow waits longer: it is probably half done', async () => {
    analyse({ a: 'valid', b: 'error' }, [fault]);
    change('U');
    await clock.advance(2499);
    expect(starts).toHaveLength(1);
    await clock.advance(1);
    expect(starts).toHaveLength(2);
  });

  test('further changes put it off: it starts once, after the last', async () => {
    for (const topic of ['U', 'UV', 'UVW']) {
      change(topic);
      await clock.advance(200);
    }
    expect(starts).toHaveLength(1);
    await clock.advance(100);
    expect(starts).toHaveLength(2);
    await clock.advance(10_000);
    expect(starts).toHaveLength(2);
  });

  test('a change that the planner has not judged yet starts nothing', async () => {
    change('U');
    setValue(document, 'a', ['config', 'topic'], 'V');
    keeper.documentChanged();
    await clock.advance(10_000);
    expect(starts).toHaveLength(1);
  });

  test('what it does not show may change: places, and nodes that are not complete', async () => {
    moveItems(document, { nodes: new Map([['a', { x: 5, y: 5 }]]), comments: new Map() });
    setValue(document, 'b', ['config', 'expression'], 'x');
    keeper.documentChanged();
    keeper.checked();
    await clock.advance(10_000);
    expect(starts).toHaveLength(1);
  });

  test('a change that is taken back leaves it running', async () => {
    change('U');
    change('T');
    await clock.advance(10_000);
    expect(starts).toHaveLength(1);
  });

  test('it keeps what a person chose meanwhile: where it reads from', async () => {
    change('U');
    client.store.setState({ from: { kind: 'earliest' } });
    await clock.advance(300);
    expect(starts.at(-1)).toEqual({ kind: 'earliest' });
  });

  test('when nothing of it is valid any more, what is on the screen stays', async () => {
    analyse({ a: 'error', b: 'blocked' }, [fault]);
    change('U');
    await clock.advance(10_000);
    expect(starts).toHaveLength(1);
    expect(client.state.status).toBe('running');
  });

  test('a start by hand takes the place of one that is due', async () => {
    change('U');
    keeper.start({ kind: 'earliest' });
    await clock.advance(10_000);
    expect(starts.slice(1)).toEqual([{ kind: 'earliest' }]);
  });
});

test.each(['failed', 'ended'] as PreviewState['status'][])(
  'a preview that %s is not started again for the same flow, and is for another',
  async (status) => {
    await running();
    client.store.setState({ status });
    keeper.checked();
    await clock.advance(10_000);
    expect(starts).toHaveLength(1);
    change('U');
    await clock.advance(300);
    expect(starts).toHaveLength(2);
  },
);

test('a preview that a person stopped stays off until a person starts it', async () => {
  await running();
  change('U');
  keeper.stop();
  expect(client.state.status).toBe('off');
  change('V');
  await clock.advance(10_000);
  expect(starts).toHaveLength(1);
  keeper.start({ kind: 'now' });
  await clock.advance(0);
  expect(starts).toHaveLength(2);
});

test('when the page is left nothing starts any more, and no timer is left', async () => {
  await running();
  change('U');
  keeper.end();
  keeper.checked();
  await clock.advance(10_000);
  expect(starts).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
