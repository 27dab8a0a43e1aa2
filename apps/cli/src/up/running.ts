import type { Engine, EngineHome, Part } from '@headrace/engine';
import { say } from '../terminal.ts';

/** What has been started so far, to be stopped in order whatever happens. */
export interface Running {
  readonly apps: Part[];
  /** The jars to start from, once they are there. */
  home?: EngineHome;
  engine?: Engine;
}

/** Stops the apps side by side (nobody asks or feeds the engine any more), then Flink, then Kafka, and says so. */
export async function stopAll({ apps, engine }: Running): Promise<void> {
  if (apps.length > 0) say('Stopping the apps…');
  await Promise.all(apps.map((part) => part.stop()));
  for (const part of engine ? [engine.flink, engine.kafka] : []) {
    say(`Stopping ${part.title}…`);
    await part.stop();
  }
}
