import { anyone } from '@headrace/netpol/matrix';
import { expect, test } from 'vitest';
import { defaults } from '../settings/settings.ts';
import { Evaluator } from './evaluator.ts';
import type { ChosenFiles, NetworkView } from './messages.ts';
import { serve } from './serve.ts';

const files: ChosenFiles = { world: [], flinkDeployment: undefined, connections: undefined };
const viewWith = (id: number, search = '') => ({ kind: 'view' as const, id, settings: { ...defaults, search }, files });

test('answers in the order of the questions, also where an earlier one takes longer', async () => {
  const answer = serve(new Evaluator());
  const order: number[] = [];
  const asked = [viewWith(1), { kind: 'svg' as const, id: 2, title: 'A picture' }, viewWith(3, 'ui')];
  const answers = await Promise.all(
    asked.map(async (one) => {
      const message = await answer(one);
      order.push(one.id);
      return message;
    }),
  );
  expect(order).toEqual([1, 2, 3]);
  expect(answers.map((one) => 'id' in one && one.id)).toEqual([1, 2, 3]);
  expect(JSON.stringify(answers[1])).toContain('A picture');
});

test('a question before the first view is a fault of its own, and the next ones are answered', async () => {
  const answer = serve(new Evaluator());
  const [first, second] = await Promise.all([answer({ kind: 'svg', id: 1, title: '' }), answer(viewWith(2))]);
  expect(first).toEqual({ id: 1, fault: 'a question came before the first view' });
  expect(second).toMatchObject({ id: 2, value: { number: 1 } });
});

test('answers nothing to a question about a view that another one has replaced', async () => {
  const answer = serve(new Evaluator());
  const question = { kind: 'explain' as const, from: anyone, to: anyone, protocol: 'TCP' as const, port: 80 };
  await answer(viewWith(1));
  await answer(viewWith(2));
  expect(await answer({ ...question, id: 3, view: 1 })).toEqual({ id: 3, value: undefined });
  expect(await answer({ ...question, id: 4, view: 2 })).toMatchObject({ id: 4, value: { verdict: 'allowed' } });
});

test('finds ends by their names, and none for a name that is not there', async () => {
  const answer = serve(new Evaluator());
  await answer(viewWith(1));
  const named = { kind: 'named' as const, from: 'default/gateway[Deployment]', protocol: 'TCP' as const, port: 3000 };
  expect(await answer({ ...named, id: 2, to: 'default/ui[Deployment]' })).toMatchObject({
    value: { from: { workload: expect.any(Number) }, to: { workload: expect.any(Number) }, port: 3000 },
  });
  expect(await answer({ ...named, id: 3, to: 'default/nobody[Deployment]' })).toEqual({ id: 3, value: undefined });
});

test('reads files again only when others are chosen', async () => {
  let reads = 0;
  const file = new File(['{kind: Pod, metadata: {name: web, namespace: shop}}'], 'a.yaml');
  const { slice } = file;
  file.slice = (...args) => {
    reads++;
    return slice.apply(file, args);
  };
  const world = [{ path: 'a.yaml', file }];
  const answer = serve(new Evaluator());
  const ask = async (id: number, settings: Partial<typeof defaults>, of = world) => {
    const message = await answer({
      kind: 'view',
      id,
      settings: { ...defaults, ...settings },
      files: { ...files, world: of },
    });
    return (message as { value: NetworkView }).value.grid.rows.length;
  };
  expect(await ask(1, {})).toBeGreaterThan(0);
  expect(await ask(2, { search: 'nobody' })).toBe(0);
  expect(reads).toBe(1);
  await ask(3, {}, [...world]);
  expect(reads).toBe(2);
});
