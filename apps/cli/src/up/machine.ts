import { totalmem } from 'node:os';
import { enginePorts, findMaven, type Jdk, oldestJava, type WantedPort } from '@headrace/engine';
import { UserError } from '@headrace/text';
import { portOf } from '@headrace/topology';
import { projectDir } from './paths.ts';

const GiB = 1024 ** 3;

/** Memory (bytes) that the whole stack needs with sample data and a few jobs. */
const neededMemory = 1.5 * GiB;

/** Refuses on a machine whose memory would run out. Linux tells what is available; elsewhere only the whole is known. */
export function requireMemory(available = process.platform === 'linux' ? process.availableMemory() : totalmem()): void {
  if (available < neededMemory)
    throw new UserError(
      `Headrace needs about 1.5 GiB of free memory and this machine has ${(available / GiB).toFixed(1)} GiB: close other programs or give the machine more, then start again.`,
    );
}

export function requireJdk(jdk: Jdk | undefined): Jdk {
  if (!jdk)
    throw new UserError(
      `Kafka and Flink need a Java development kit, version ${oldestJava} or newer, and none was found: install one (Debian: apt-get install openjdk-17-jdk-headless; macOS: brew install openjdk@17) or set JAVA_HOME, then start again.`,
    );
  return jdk;
}

export function requireMaven(): string {
  const maven = findMaven(projectDir);
  if (maven === undefined)
    throw new UserError(
      'Neither Maven (mvn) nor the wrapper of the project (mvnw) was found: install Maven, then start again.',
    );
  return maven;
}

/** All ports that an installation opens. */
export function wantedPorts(offset: number): WantedPort[] {
  const engine = enginePorts(offset);
  const app = (component: 'gateway' | 'ui' | 'backend' | 'kafka-admin', user: string) => ({
    port: portOf(component) + offset,
    user,
  });
  return [
    app('gateway', 'the gateway'),
    app('ui', 'the user interface'),
    app('backend', 'the backend'),
    app('kafka-admin', 'the Kafka administration'),
    { port: engine.kafka, user: 'Kafka' },
    { port: engine.controller, user: "Kafka's controller" },
    { port: engine.jobManager, user: 'Flink' },
    { port: engine.sqlGateway, user: "Flink's SQL gateway" },
    { port: engine.blob, user: "Flink's blob server" },
  ];
}
