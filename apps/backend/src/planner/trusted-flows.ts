import type { Call } from '@headrace/service';

/** The flows that Flink may work on. Throws when it must not work on one, or when there is none. */
export interface TrustedFlows {
  getTrusted(call: Call, id: string): Promise<unknown>;
}
