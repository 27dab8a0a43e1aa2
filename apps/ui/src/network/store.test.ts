import { expect, test } from 'vitest';
import type { ChosenFile } from './evaluate/messages.ts';
import { leaveWorld, takeBeside, takeWorld, useNetwork } from './store.ts';

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
