import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@headrace/text';
import { localeFlags } from '../java/flags.ts';
import { kafkaClientFlags } from '../java/kafka-client.ts';

/** Gives a new log directory its cluster id, as KRaft wants it; does nothing to one that has it. */
export async function formatStorage(
  java: string,
  classPath: string,
  logDir: string,
  properties: string,
): Promise<void> {
  if (existsSync(join(logDir, 'meta.properties'))) return;
  const clusterId = randomBytes(16).toString('base64url');
  const tool = ['-Xmx128m', ...localeFlags, ...kafkaClientFlags, '-cp', classPath, 'kafka.tools.StorageTool', 'format'];
  const child = spawn(java, [...tool, `--cluster-id=${clusterId}`, '--ignore-formatted', '-c', properties], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new UserError(`Kafka's storage in ${logDir} could not be prepared: ${said.trim().slice(-400)}`);
}
