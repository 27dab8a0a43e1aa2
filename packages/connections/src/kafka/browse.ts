import { kafkaAdminRoutes } from '@headrace/api';
import { type ApiProblem, client } from '@headrace/client';
import { type Browser, type BrowserParts, ConnectionFault, type ConnectionFaultCode } from '../contract.ts';

/** Recent messages that a schema is found in. */
const messages = 50;

const codes: Readonly<Record<string, ConnectionFaultCode>> = {
  'kafka/unknown-topic': 'connection/unknown-resource',
  'kafka/topic-exists': 'connection/resource-exists',
  'kafka/topic-collides': 'connection/resource-exists',
  'kafka/bad-topic': 'connection/bad-resource',
  'kafka/unreachable': 'connection/unreachable',
};

/** A limit of the Kafka administration stays what it is: it passes by itself. */
function toFault(problem: ApiProblem): Error {
  const { code, status } = problem.problem;
  if (code.startsWith('limit/')) return problem;
  const known = codes[code] ?? (status === 0 || status === 503 ? 'connection/unreachable' : 'connection/refused');
  return new ConnectionFault(known, problem.message, problem);
}

/** The topics of a cluster, through the Kafka administration: it alone reads messages for people, within its limits. */
export default function browse({ fetchFromKafkaAdmin }: BrowserParts): Browser {
  const { topics } = client(kafkaAdminRoutes, { fetch: fetchFromKafkaAdmin, toError: toFault });
  return {
    list: async ({ name: connection }) =>
      (await topics.list({ params: { connection } })).map(({ name, rate, messages: kept }) => ({ name, rate, kept })),
    schema: ({ name: connection }, topic) => topics.schema({ params: { connection, topic }, query: { messages } }),
    create: async ({ name: connection }, topic) => {
      await topics.create({ params: { connection }, body: { name: topic, partitions: 1 } });
    },
  };
}
