import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { portOf } from '@headrace/topology';
import { afterAll, beforeAll, test } from 'vitest';
import { began, denied, deny, names, openAll, startInstallation } from '../../e2e/cluster/installation.ts';
import type { TestNode } from '../../e2e/cluster/node.ts';

const rounds = 5;
let node: TestNode;
beforeAll(async () => {
  node = await startInstallation();
});
afterAll(() => node?.close());

test('how long until a deny is taken back', async () => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await openAll(node);
    const applying = began('--timeout', '2');
    await denied();
    // At another moment of the watching each time.
    await sleep(200 * round);
    node.firewalled.add(portOf('backend'));
    const blocked = performance.now();
    while ((await names()).includes(deny)) await sleep(20);
    times.push(performance.now() - blocked);
    await applying.ended;
  }
  writeFileSync(process.env.HEADRACE_BENCH_TIMES ?? '', JSON.stringify(times));
});
