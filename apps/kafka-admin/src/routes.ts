import { type ConnectionInfo, NewTopic } from '@headrace/api';
import { conform, mismatchSentence } from '@headrace/flow';
import { Gate, localPerson, overLimit, type PersonOf, ProblemError, type Sizes, sizeOf } from '@headrace/http';
import { findSchema, type Kafka } from '@headrace/kafka';
import type { Context, Hono } from 'hono';
import type { Connections } from './connections.ts';
import { toProblem } from './faults.ts';
import { headersOf, toSample } from './view.ts';

export interface RouteOptions {
  readonly personOf?: PersonOf;
  readonly sizes?: Sizes;
}

/** Adds the contract of packages/api/src/kafka-admin.ts to an app. */
export function addRoutes(app: Hono, connections: Connections, options: RouteOptions = {}): void {
  const { personOf = localPerson, sizes } = options;
  const reads = new Gate('readsOfPerson', 'reads', sizes);
  /** Runs a call on the cluster that the path names. */
  const on = async <T>(connection: string, call: (kafka: Kafka) => Promise<T>): Promise<T> => {
    const kafka = await connections.cluster(connection);
    return call(kafka).catch((error) => {
      throw toProblem(error);
    });
  };

  /** The newest messages of the topic that the path names. */
  const newest = (c: Context, asked: string | undefined, usual: number) => {
    const limit = count(asked, usual, sizeOf('messages', sizes));
    const { connection = '', topic = '' } = c.req.param() as { connection?: string; topic?: string };
    return reads.during(personOf(c), () =>
      on(connection, (kafka) => kafka.newest(topic, limit, sizeOf('messageBytes', sizes))),
    );
  };

  app.get('/kafka/connections', async (c) => {
    const all: ConnectionInfo[] = (await connections.list()).map(({ name, kind, description }) => ({
      name,
      kind,
      ...(description === undefined ? {} : { description }),
    }));
    return c.json(all);
  });

  app.get('/kafka/connections/:connection/topics', async (c) =>
    c.json(await on(c.req.param('connection'), (kafka) => kafka.topics())),
  );

  app.post('/kafka/connections/:connection/topics', async (c) => {
    const topic = parseTopic(await c.req.text());
    const created = await on(c.req.param('connection'), async (kafka) => {
      await kafka.createTopic(topic);
      return kafka.topics([topic.name]);
    });
    return c.json(created[0], 201);
  });

  app.get('/kafka/connections/:connection/topics/:topic/messages', async (c) => {
    const messages = await newest(c, c.req.query('limit'), 20);
    return c.json(messages.map(toSample));
  });

  app.get('/kafka/connections/:connection/topics/:topic/schema', async (c) => {
    const messages = await newest(c, c.req.query('messages'), 50);
    const texts = messages.map((message) => ({
      key: message.key?.toString('utf8') ?? null,
      value: message.value?.toString('utf8') ?? null,
      headers: headersOf(message),
    }));
    return c.json(findSchema(texts));
  });
}

function parseTopic(text: string): NewTopic {
  const bad = (title: string) => new ProblemError({ code: 'kafka/bad-topic', status: 400, title });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw bad('A new topic is JSON: {"name": "…", "partitions": n}.');
  }
  const read = conform(NewTopic, data);
  if ('data' in read) return read.data;
  const [first] = read.mismatches;
  throw bad(first ? mismatchSentence(first.path.join('.') || 'The new topic', first) : 'This is no new topic.');
}

/** A number of messages asked for, at least 1; more than `most` are refused. */
function count(text: string | undefined, usual: number, most: number): number {
  const asked = text === undefined ? usual : Number(text);
  if (asked > most) throw overLimit('messages');
  return Number.isInteger(asked) ? Math.max(asked, 1) : usual;
}
