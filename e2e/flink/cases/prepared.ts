import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kafka } from '@headrace/kafka';
import { type CaseMessage, caseTopic, NodeCase } from '@headrace/nodes/testing';
import { parse } from 'yaml';

const nodes = join(import.meta.dirname, '../../../packages/nodes/src');

/** The cases of a node type, with the names of their files. */
export function casesOf(type: string): { readonly file: string; readonly c: NodeCase }[] {
  const dir = join(nodes, type, 'cases');
  const files = existsSync(dir) ? readdirSync(dir).filter((f) => f.endsWith('.yaml')) : [];
  return files.map((file) => ({ file, c: NodeCase.parse(parse(readFileSync(join(dir, file), 'utf8'))) }));
}

/** Puts the input of a case into topics of its own and gives the prefix of their names, which no other file of tests has. */
export async function prepared(kafka: Kafka, type: string, file: string, c: NodeCase): Promise<string> {
  const prefix = `case-${type}-${file.replace('.yaml', '')}-${randomUUID()}`;
  const inputs = Object.entries(c.inputs).map(([port, input]) => ({
    topic: caseTopic(prefix, port),
    messages: input.rows.map((row) => ({
      value: Object.fromEntries(input.columns.map((column, i) => [column.name, row[i]])),
    })) as Partial<CaseMessage>[],
  }));
  if (inputs.length === 0) inputs.push({ topic: caseTopic(prefix, 'source'), messages: c.messages });
  const topics = [...inputs.map((i) => i.topic), caseTopic(prefix, 'written')];
  await kafka.ensureTopics(topics.map((name) => ({ name, partitions: 1 })));
  for (const { topic, messages } of inputs)
    await kafka.send(
      messages.map((m) => ({
        topic,
        key: m.key ?? null,
        headers: m.headers ?? {},
        timestamp: m.timestamp ?? 1_775_548_800_000,
        value: m.raw ?? JSON.stringify(m.value),
      })),
    );
  return prefix;
}
