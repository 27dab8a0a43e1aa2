/** What a person chose on the command line. */
export interface UpOptions {
  readonly data: string;
  readonly portOffset: number;
  readonly reset: boolean;
  readonly open: boolean;
  readonly samples: boolean;
  /** Clients must sign in to the local broker. */
  readonly secureKafka: boolean;
  /** Sample events a second, over all topics. */
  readonly rate: number;
}
