import { type EngineHome, type EngineName, type Jdk, type Progress, prepareHome } from '@headrace/engine';
import { engineDir } from './paths.ts';

interface FetchRequest {
  readonly jdk: Jdk;
  readonly maven: () => string;
  readonly signal: AbortSignal;
  /** Is given each new state of the download in words. */
  readonly show: (text: string) => void;
}

const titles: Record<EngineName, string> = { kafka: 'Kafka', flink: 'Flink' };

/** Brings the jars of Kafka and Flink, telling the share done: on a terminal at each jar, else at each tenth. */
export function fetchEngine({ jdk, maven, signal, show }: FetchRequest): Promise<EngineHome> {
  const step = process.stdout.isTTY ? 1 : 10;
  let shown = '';
  const onProgress = (name: EngineName, { bytes, bytesTotal, jars, jarsTotal }: Progress) => {
    const share = Math.floor((bytes / bytesTotal) * 100);
    // Maven names a file again when it copies it: what was said is not said twice.
    const mark = jars === jarsTotal ? `${name} all` : `${name} ${Math.floor(share / step)}`;
    if (mark === shown) return;
    shown = mark;
    show(`${titles[name]}: ${share} % of ${Math.round(bytesTotal / 1e6)} MB (${jars} of ${jarsTotal} files)`);
  };
  return prepareHome({ into: engineDir, jdk, maven, onProgress, signal });
}
