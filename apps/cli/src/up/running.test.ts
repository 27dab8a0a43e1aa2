import type { Engine, Part } from '@headrace/engine';
import { expect, test } from 'vitest';
import { captureOutput } from '../testing/output.ts';
import { type Running, stopAll } from './running.ts';
import { runSteps } from './step-list.ts';

const order: string[] = [];
const part = (title: string): Part => ({
  title,
  pid: () => 1,
  stop: async () => {
    order.push(`${title} is told`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`${title} is gone`);
  },
});

test('apps are stopped side by side, then Flink, then Kafka: nobody writes to what is gone', async () => {
  const { out } = captureOutput();
  order.length = 0;
  const engine = { flink: part('Flink'), kafka: part('Kafka') } as unknown as Engine;
  await stopAll({ apps: [part('backend'), part('ui')], engine });
  expect(order).toEqual([
    'backend is told',
    'ui is told',
    'backend is gone',
    'ui is gone',
    'Flink is told',
    'Flink is gone',
    'Kafka is told',
    'Kafka is gone',
  ]);
  expect(out.join('')).toBe('Stopping the apps…\nStopping Flink…\nStopping Kafka…\n');
});

test('what was not started is not stopped, and nothing is said of it', async () => {
  const { out } = captureOutput();
  const running: Running = { apps: [] };
  await stopAll(running);
  expect(out).toEqual([]);
});

test('steps run in their order, without those that are not needed when their turn comes', async () => {
  captureOutput();
  const done: string[] = [];
  const doing = (title: string) => ({ title, run: async () => void done.push(title) });
  await runSteps([doing('Bring'), { ...doing('Build'), isNeeded: () => !done.includes('Bring') }, doing('Start')]);
  expect(done).toEqual(['Bring', 'Start']);
});

test('the first step that fails ends the list with its own error', async () => {
  captureOutput();
  const fault = new Error('no space left');
  const started: string[] = [];
  const steps = [
    { title: 'Bring', run: () => Promise.reject(fault) },
    { title: 'Start', run: () => void started.push('Start') },
  ];
  await expect(runSteps(steps)).rejects.toBe(fault);
  expect(started).toEqual([]);
});
