import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobManager } from '@headrace/flink';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './client.ts';
import { orders, regionFlow } from './flow-text.ts';
import { type BackendProcess, startBackend } from './process.ts';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

/** Two installations on one Flink: the suite's own, and another with a store of its own. */
const stage = new Stage();
const { engine } = stage;
const jobManager = new JobManager({ url: engine.jobManager, keys: engine.flinkKeys });
let dataDir: string;
let other: BackendProcess;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'headrace-other-'));
  other = await startBackend({ ...engine, dataDir });
});
afterAll(async () => {
  await other.stop();
  rmSync(dataDir, { recursive: true });
});

async function previewJobs(): Promise<string[]> {
  const jobs = await jobManager.jobs();
  return jobs.filter((j) => j['end-time'] < 0 && j.name.startsWith('headrace-preview-')).map((j) => j.jid);
}

test('an installation ends its own orphans, and not the previews of another on the same Flink', async () => {
  await stage.kafka.ensureTopics([{ name: 'O.IN', partitions: 1 }]);
  await stage.kafka.send(orders('O.IN', 0, 10));
  const text = regionFlow('o', 'O.IN', 'O.OUT');
  const before = await previewJobs();
  const started = async (client: Client) => {
    const seen = await previewJobs();
    const viewer = await client.preview(text, { kind: 'earliest' });
    await waitFor('rows', async () => viewer.counts.orders === 10);
    const [job] = (await previewJobs()).filter((id) => !seen.includes(id));
    return { viewer, job };
  };
  const own = await started(stage.client);
  const orphan = await started(new Client(other.address));
  expect([own.job, orphan.job]).not.toContain(undefined);

  await other.kill();
  expect(await previewJobs()).toContain(orphan.job);
  other = await startBackend({ ...engine, dataDir });
  await waitFor('the orphan to end', async () => !(await previewJobs()).includes(orphan.job as string));
  expect((await previewJobs()).filter((id) => !before.includes(id))).toEqual([own.job]);
  await stage.kafka.send(orders('O.IN', 10, 20));
  await waitFor('the preview to go on', async () => own.viewer.counts.orders === 20);
  expect(own.viewer.states).not.toContain('recovering');
  own.viewer.leave();
});
