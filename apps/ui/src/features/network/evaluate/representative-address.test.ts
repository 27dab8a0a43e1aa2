import { expect, test } from 'vitest';
import { defaults, type Settings } from '../settings/settings.ts';
import { Evaluator } from './evaluator.ts';

/** The explanation of a cell by its names, of the generated installation. */
async function explained(settings: Partial<Settings>, from: string, to: string, port: number) {
  const evaluator = new Evaluator();
  const { grid, number } = await evaluator.view(
    { ...defaults, ...settings },
    { world: [], flinkDeployment: undefined, connections: undefined },
  );
  const row = grid.rows.find((r) => r.title === to && r.start === port);
  const caller = grid.callers.find((c) => c.title === from);
  if (!row || !caller) throw new Error(`there is no cell of ${from} to ${to}`);
  const question = { from: caller.end, to: row.end, protocol: row.protocol, port };
  return evaluator.explain({ ...question, view: number }) ?? expect.fail('it is the last view');
}

test('an address that stands for the API server is in no rule that is offered, nor in the heading', async () => {
  const answer = await explained({ whatIf: 'egress' }, 'flink-operator', 'API server', 443);
  expect(answer.verdict).toBe('denied');
  expect(answer.shown.to).toBe('API server');
  const [egress] = answer.sides;
  expect(egress?.remedy).toBeUndefined();
  expect(egress?.noRemedy).toContain('under Egress policies');
  expect(JSON.stringify(answer.sides)).not.toContain('192.0.2.1');
});

test('addresses that somebody has said are named', async () => {
  const settings = { whatIf: 'egress', egress: true, kubernetesApi: '10.96.0.1' } as const;
  const answer = await explained(settings, 'flink-operator', 'API server', 443);
  expect(answer).toMatchObject({ verdict: 'allowed', shown: { to: '10.96.0.1' } });
});

test('no rule is offered for anyone; for a pod of the installation there is one', async () => {
  const anyone = await explained({}, 'Anyone', 'backend', 8888);
  expect(anyone.shown.from).toBe('Anyone outside');
  expect(anyone.sides.at(1)?.remedy).toBeUndefined();
  expect(anyone.sides.at(1)?.noRemedy).toContain('open the port to everybody');
  const ui = await explained({}, 'ui', 'backend', 8888);
  expect(ui.sides.at(1)?.remedy?.policy).toContain('app.kubernetes.io/component: ui');
});

test('a question about a view that is not the last one is not answered: its workloads have other numbers now', async () => {
  const evaluator = new Evaluator();
  const files = { world: [], flinkDeployment: undefined, connections: undefined };
  const first = await evaluator.view(defaults, files);
  const question = { from: { workload: 0 }, to: { workload: 1 }, protocol: 'TCP', port: 80 } as const;
  expect(evaluator.explain({ ...question, view: first.number })).toBeDefined();
  const second = await evaluator.view({ ...defaults, profile: 'apache-flink' }, files);
  expect(evaluator.explain({ ...question, view: first.number })).toBeUndefined();
  expect(evaluator.explain({ ...question, view: second.number })).toBeDefined();
});
