import type { JvmSetting } from './java/flags.ts';

/** What every part of the engine is started with. */
export interface Setting extends JvmSetting {
  /** Absolute folder of all state: topics, logs, pid files. */
  readonly dataDir: string;
  /** Path of the `java` program. */
  readonly java: string;
  /** Folder of the part's jars. */
  readonly jars: string;
  /** Is told in sentences what happens while it runs. */
  readonly announce: (message: string) => void;
  readonly signal?: AbortSignal;
}
