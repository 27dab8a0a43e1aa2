import { afterEach, expect, test, vi } from 'vitest';
import { settled } from '../../lib/testing/manual-clock.ts';
import { TestWorker } from '../../lib/testing/test-worker.ts';
import type { ChosenFile, NetworkView, Questions } from './evaluate/messages.ts';
import { evaluate, explainConnection, leaveWorld, takeBeside, takeWorld, useNetwork } from './store.ts';

afterEach(() => vi.unstubAllGlobals());

const named = (path: string): ChosenFile => ({ path, file: new File(['kind: Pod\n'], path) });
const looked = () => {
  const { files, ignored, refused } = useNetwork.getState();
  return { world: files.world.map((f) => f.path), ignored, refused };
};

test('a folder without YAML leaves what is looked at, and is counted, until something is taken', () => {
  takeWorld([named('b.yaml'), named('notes.txt'), named('a.JSON')]);
  expect(looked()).toEqual({ world: ['a.JSON', 'b.yaml'], ignored: 1, refused: undefined });
  takeWorld([named('notes.txt'), named('more.md')]);
  expect(looked()).toEqual({ world: ['a.JSON', 'b.yaml'], ignored: 1, refused: 2 });
  takeWorld([]);
  expect(looked()).toEqual({ world: ['a.JSON', 'b.yaml'], ignored: 1, refused: 0 });
  takeBeside({ flinkDeployment: named('flink.yaml') });
  expect(looked().refused).toBeUndefined();
  leaveWorld();
  expect(looked()).toEqual({ world: [], ignored: 0, refused: undefined });
});

test('a worker that ends is said, and the next question is asked of another one, which makes the view again', async () => {
  const workers: TestWorker<Questions>[] = [];
  class Started extends TestWorker<Questions> {
    constructor() {
      super();
      workers.push(this);
    }
  }
  vi.stubGlobal('Worker', Started);
  const view = { number: 1 } as NetworkView;
  const first = evaluate();
  workers[0]?.fails('error', 'out of memory');
  await first;
  expect(useNetwork.getState()).toMatchObject({
    evaluating: false,
    fault: expect.stringContaining('stopped unexpectedly'),
  });

  const second = evaluate();
  workers[1]?.sends({ id: workers[1].got[0]?.id ?? 0, value: view });
  await second;
  expect(useNetwork.getState()).toMatchObject({ view, fault: undefined });

  const asked = explainConnection({ from: 'anyone', to: 'anyone', protocol: 'TCP', port: 1 } as never, {
    why: '',
    without: '',
  });
  await settled();
  workers[1]?.fails('error', 'out of memory');
  await asked;
  expect(useNetwork.getState()).toMatchObject({
    question: undefined,
    fault: expect.stringContaining('stopped unexpectedly'),
    evaluating: true,
  });
  expect(workers[2]?.got.map(({ kind }) => kind)).toEqual(['view']);
  workers[2]?.sends({ id: workers[2].got[0]?.id ?? 0, value: view });
  await settled();
  expect(useNetwork.getState()).toMatchObject({ evaluating: false, fault: undefined });
});
