import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseConnections } from '@headrace/connections';
import kafkaCluster from '@headrace/connections/kinds/kafka';
import { settingsOf } from '@headrace/flow';
import { createLogger, readEnvironment } from '@headrace/http';
import { openKafka, readCredentials } from '@headrace/kafka';
import { openBusiness, usualRate } from './business.ts';
import { createRandom } from './core/random.ts';
import { hour } from './core/times.ts';
import { createWorld } from './core/world.ts';
import { type FeedOptions, feedUntil } from './feed.ts';
import { readOptions } from './options.ts';
import { retry } from './retry.ts';
import { topicNames } from './topics.ts';

/** Milliseconds between two pieces of live events: quick enough to look continuous. */
const tick = 100;

const options = readOptions(process.argv.slice(2));
const log = createLogger('samples');
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
if (options.readyFile) rmSync(options.readyFile, { force: true });

const { connectionsFile, kafkaCredentials } = readEnvironment('samples');
const read = parseConnections(readFileSync(connectionsFile, 'utf8'));
if ('code' in read) throw new Error(`${connectionsFile}:${read.line}:${read.column}: ${read.message}`);
const local = read.connections.find(({ name }) => name === options.connection);
const settings = settingsOf(kafkaCluster, local);
if (!settings) throw new Error(`there is no Kafka cluster '${options.connection}'`);
const { bootstrapServers } = settings;
const kafka = openKafka(bootstrapServers, readCredentials(kafkaCredentials)(bootstrapServers));

// Kafka is started beside this: it is asked until it answers.
await retry(() => kafka.ensureTopics(topicNames.map((name) => ({ name, partitions: 1 }))), {
  log,
  signal: stop.signal,
  pause: 0,
});
if (stop.signal.aborted) process.exit(0);
const isFirst = (await kafka.topics(topicNames)).every(({ messages }) => messages === 0);
const begin = Date.now() - (isFirst ? options.history * hour : 0);
const random = createRandom(options.seed);
const world = createWorld(begin, random, options.rate / usualRate);
openBusiness(world);
const feed: FeedOptions = { world, kafka, log, random, malformed: options.malformed, signal: stop.signal };
log.info({ rate: options.rate, history: isFirst ? options.history : 0, seed: options.seed }, 'sample events begin');

let at = Date.now();
await feedUntil(feed, begin, at);
if (options.readyFile && !stop.signal.aborted) writeFileSync(options.readyFile, '');
while (!stop.signal.aborted) {
  await sleep(tick, undefined, { signal: stop.signal }).catch(() => {});
  const now = Date.now();
  await feedUntil(feed, at, now);
  at = Math.max(at, now);
}
await kafka.close();
