import { resolve } from 'node:path';
import type { Credentials } from '@headrace/kafka';
import type { KeyFolders } from '@headrace/tls';
import { portOf } from '@headrace/topology';
import { startCluster } from './flink/cluster.ts';
import type { EngineHome } from './home.ts';
import { startBroker } from './kafka/broker.ts';
import type { Part } from './process/part.ts';
import { type Archives, readable } from './rehearsal/rehearsed.ts';

export interface EngineOptions {
  readonly home: EngineHome;
  /** Folder of all state; a second start with it finds the topics of the first. */
  readonly dataDir: string;
  readonly ports: EnginePorts;
  /** Who may call Flink: made with `issueFlinkKeys`. */
  readonly flinkKeys: KeyFolders;
  /** What clients of Kafka must sign in with; without it they need nothing. */
  readonly kafkaCredentials?: Credentials | undefined;
  /** Heaps, as `-Xmx` takes them. */
  readonly heap?: { readonly kafka?: string; readonly flink?: string };
  /** Flink settings beside or instead of the usual ones. */
  readonly flinkSettings?: Readonly<Record<string, string | number | boolean>>;
  /** Is told in sentences when a part ended by itself and when it runs again. */
  readonly announce?: (message: string) => void;
  /** Is told when a part is ready. */
  readonly onReady?: (part: Part) => void;
  /** Archives of classes to read or write; those of the last rehearsal by default, where there are any. */
  readonly archives?: Archives;
  readonly signal?: AbortSignal;
}

export interface EnginePorts {
  readonly kafka: number;
  readonly controller: number;
  readonly jobManager: number;
  readonly sqlGateway: number;
  readonly blob: number;
}

export interface Engine {
  readonly bootstrapServers: string;
  readonly sqlGateway: string;
  readonly jobManager: string;
  /** Folder of the identity that both of Flink's addresses ask for. */
  readonly flinkKeys: string;
  readonly kafka: Part;
  readonly flink: Part;
  /** Stops Flink, then Kafka. */
  stop(): Promise<void>;
}

/** The ports of the topology, all moved by an offset so that several engines fit on a machine. */
export function enginePorts(offset = 0): EnginePorts {
  return {
    kafka: portOf('kafka') + offset,
    controller: portOf('kafka', 'controller') + offset,
    jobManager: portOf('jobmanager') + offset,
    sqlGateway: portOf('sql-gateway') + offset,
    blob: portOf('jobmanager', 'blob') + offset,
  };
}

/** Starts Kafka and Flink side by side. When one cannot start the other is stopped at once. @throws UserError of the first that could not */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { home, ports } = options;
  const archives = options.archives ?? readable(home.rehearsed);
  const failed = new AbortController();
  const shared = {
    dataDir: resolve(options.dataDir),
    java: home.java,
    log4j: home.log4j,
    announce: options.announce ?? (() => {}),
    signal: AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]),
  };
  const started = async (starting: Promise<Part>): Promise<Part> => {
    try {
      const part = await starting;
      options.onReady?.(part);
      return part;
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const [kafka, flink] = await Promise.allSettled([
    started(
      startBroker({
        ...shared,
        jars: home.kafkaJars,
        port: ports.kafka,
        controllerPort: ports.controller,
        starter: home.kafkaStarter,
        credentials: options.kafkaCredentials,
        heap: options.heap?.kafka ?? '256m',
        archive: archives.kafka,
      }),
    ),
    started(
      startCluster({
        ...shared,
        jars: home.flinkJars,
        starter: home.flinkStarter,
        json: home.flinkJson,
        warmUp: home.warmUp,
        restPort: ports.jobManager,
        gatewayPort: ports.sqlGateway,
        blobPort: ports.blob,
        keys: options.flinkKeys,
        credentials: options.kafkaCredentials,
        heap: options.heap?.flink ?? '400m',
        archive: archives.flink,
        settings: options.flinkSettings ?? {},
      }),
    ),
  ]);
  if (kafka.status === 'rejected' || flink.status === 'rejected') {
    for (const part of [flink, kafka]) if (part.status === 'fulfilled') await part.value.stop();
    throw failed.signal.reason;
  }
  return {
    bootstrapServers: `127.0.0.1:${ports.kafka}`,
    sqlGateway: `https://127.0.0.1:${ports.sqlGateway}`,
    jobManager: `https://127.0.0.1:${ports.jobManager}`,
    flinkKeys: options.flinkKeys.client,
    kafka: kafka.value,
    flink: flink.value,
    stop: async () => {
      await flink.value.stop();
      await kafka.value.stop();
    },
  };
}
