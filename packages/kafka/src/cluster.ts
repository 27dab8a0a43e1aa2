import { Admin, type BaseOptions, Consumer, Producer, stringSerializers } from '@platformatic/kafka';
import type { Credentials } from './credentials.ts';
import { toFault } from './to-fault.ts';

/** The clients of one Kafka cluster, created on first use. */
export interface Clients {
  readonly servers: string;
  readonly admin: () => Admin;
  readonly consumer: () => Consumer;
  readonly producer: () => Producer<string, string, string, string>;
  /** Runs a call and converts errors of the client to a `KafkaFault`. */
  readonly guard: <T>(call: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Bytes per fetch. With the client's default (10 MiB), reading the first message takes seconds instead of milliseconds. */
const maxBytes = 1024 * 1024;

export function openClients(servers: string, credentials?: Credentials): Clients {
  const base: BaseOptions = {
    clientId: 'headrace',
    bootstrapBrokers: servers.split(',').map((server) => server.trim()),
    connectTimeout: 3000,
    timeout: 10_000,
    retries: 3,
    retryDelay: 200,
    autocreateTopics: false,
    ...(credentials ? { sasl: { mechanism: 'SCRAM-SHA-512', ...credentials } } : {}),
  };
  let admin: Admin | undefined;
  let consumer: Consumer | undefined;
  let producer: Producer<string, string, string, string> | undefined;
  return {
    servers,
    admin: () => {
      admin ??= new Admin(base);
      return admin;
    },
    consumer: () => {
      // The client requires a group ID; the consumer reads given offsets and never joins the group.
      consumer ??= new Consumer({ ...base, groupId: 'headrace-reader', maxBytes, maxWaitTime: 500, autocommit: false });
      return consumer;
    },
    producer: () => {
      producer ??= new Producer({ ...base, serializers: stringSerializers });
      return producer;
    },
    guard: async (call) => {
      try {
        return await call();
      } catch (error) {
        throw toFault(error, servers);
      }
    },
    close: async () => {
      await Promise.all([admin?.close(), consumer?.close(true), producer?.close()]);
    },
  };
}
