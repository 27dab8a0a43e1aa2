/**
 * What a server takes at most. Everything that a request can make grow stands here, so that no person and no program can
 * stop the servers for the others.
 */
export interface Limit {
  /** What is limited, for the documentation. */
  readonly what: string;
  /**
   * Whose sum it is. `person`: one person's, over all pages and programs. `all`: everybody's on one server. Else it
   * holds for each of a kind: each request, each event stream, each connection of a reader, each flow.
   */
  readonly per: 'person' | 'all' | 'request' | 'stream' | 'reader' | 'flow';
  /** Who holds it: each of our servers, or the one that does the work. */
  readonly server: 'every' | 'backend' | 'kafka-admin';
  readonly most: number;
  readonly unit: 'count' | 'bytes' | 'ms';
  /** The HTTP status beyond it; or what happens instead, where there is no request to refuse. */
  readonly answer: 400 | 408 | 413 | 429 | 431 | 503 | 'cuts' | 'shortens' | 'removes';
  /** Seconds until trying again may help; sent as Retry-After. Absent where only the request itself can change. */
  readonly retryAfter?: number;
  /** What happened and what to do, as people read it. */
  readonly message: string;
  /** Why it is there, and why it is not smaller. */
  readonly why: string;
}

const MiB = 1024 * 1024;

export const limits = {
  previewsOfPerson: {
    what: 'previews at once',
    per: 'person',
    server: 'backend',
    most: 40,
    unit: 'count',
    answer: 429,
    retryAfter: 10,
    message: 'You have as many previews open as one person may. Close one of them; this one then starts by itself.',
    why: 'each preview is a job on Flink; beyond its slots they wait',
  },
  previews: {
    what: 'previews at once',
    per: 'all',
    server: 'backend',
    most: 100,
    unit: 'count',
    answer: 503,
    retryAfter: 10,
    message: 'As many previews are open as Headrace takes at once. This one starts by itself when one ends.',
    why: 'runs need slots of the same Flink',
  },
  streamsOfPerson: {
    what: 'event streams at once',
    per: 'person',
    server: 'backend',
    most: 50,
    unit: 'count',
    answer: 429,
    retryAfter: 10,
    message:
      'You have as many browsers and programs connected as one person may. Close some of them; this page goes on by itself.',
    why: 'a browser holds one stream for all its pages, a program one for each preview that it shows',
  },
  streams: {
    what: 'event streams at once',
    per: 'all',
    server: 'backend',
    most: 500,
    unit: 'count',
    answer: 503,
    retryAfter: 10,
    message:
      'As many browsers are connected as Headrace takes at once. This page goes on by itself when others are closed.',
    why: 'each stream holds a connection and up to its share of unread bytes',
  },
  streamBytes: {
    what: 'events of one stream that wait for their reader',
    per: 'stream',
    server: 'backend',
    most: MiB,
    unit: 'bytes',
    answer: 'cuts',
    retryAfter: 3,
    message: 'The page reads slower than events come. The stream was cut and opens again by itself.',
    why: 'a browser that does not read, such as a suspended one, would fill the memory of the server',
  },
  readerPause: {
    what: 'time in which a reader takes nothing of an answer that waits for it',
    per: 'reader',
    server: 'every',
    most: 30_000,
    unit: 'ms',
    answer: 'cuts',
    message: 'The answer was not read, so the connection was closed. Send the request again.',
    why: 'an answer stays in memory until it is read; a reader on a bad line still takes something now and then',
  },
  checksOfPerson: {
    what: 'checks of a flow that run or wait for the planner',
    per: 'person',
    server: 'backend',
    most: 10,
    unit: 'count',
    answer: 429,
    retryAfter: 2,
    message: 'You have as many checks under way as one person may. The flow is checked again in a moment.',
    why: 'the planner checks one flow after the other; an open editor asks for one at a time',
  },
  checks: {
    what: 'checks of a flow that run or wait for the planner',
    per: 'all',
    server: 'backend',
    most: 50,
    unit: 'count',
    answer: 503,
    retryAfter: 5,
    message: 'More flows wait for their check than Headrace takes at once. Try again in a moment.',
    why: 'a check takes tens of milliseconds, so more of them would wait for seconds',
  },
  readsOfPerson: {
    what: 'requests at once that read messages of topics',
    per: 'person',
    server: 'kafka-admin',
    most: 8,
    unit: 'count',
    answer: 429,
    retryAfter: 2,
    message: 'You read from as many topics at once as one person may. Try again in a moment.',
    why: 'each holds up to its share of messages in memory',
  },
  reads: {
    what: 'requests at once that read messages of topics',
    per: 'all',
    server: 'kafka-admin',
    most: 32,
    unit: 'count',
    answer: 503,
    retryAfter: 2,
    message: 'As many topics are being read as Headrace takes at once. Try again in a moment.',
    why: 'each holds up to its share of messages in memory',
  },
  messages: {
    what: 'messages of a topic that one request asks for',
    per: 'request',
    server: 'kafka-admin',
    most: 500,
    unit: 'count',
    answer: 400,
    message: 'At most 500 messages are read at once. Ask for fewer.',
    why: 'samples and schemas need some tens',
  },
  messageBytes: {
    what: 'messages of a topic that one request gets',
    per: 'request',
    server: 'kafka-admin',
    most: 16 * MiB,
    unit: 'bytes',
    answer: 'shortens',
    message: 'The messages are large, so only the newest of them are given.',
    why: 'one message may have megabytes',
  },
  bodyBytes: {
    what: 'body of a request',
    per: 'request',
    server: 'every',
    most: 20 * MiB,
    unit: 'bytes',
    answer: 413,
    message: 'The request is larger than 20 MiB, the most that is taken. Make the flow smaller.',
    why: 'twice the largest flow document, since JSON may escape much of it',
  },
  requestTime: {
    what: 'time until a request has arrived with its body',
    per: 'request',
    server: 'every',
    most: 60_000,
    unit: 'ms',
    answer: 408,
    message: 'The request did not arrive in time. Send it again, over a better connection.',
    why: 'a request that never ends holds a connection; the largest body needs 3 Mbit/s',
  },
  headerBytes: {
    what: 'request line and headers of a request',
    per: 'request',
    server: 'every',
    most: 16 * 1024,
    unit: 'bytes',
    answer: 431,
    message: 'The address and headers of the request are longer than 16 KiB. Clear the cookies of this site.',
    why: 'browsers send less than 2 KiB; cookies of other servers on this host come on top',
  },
  headerTime: {
    what: 'time until the headers of a request have arrived',
    per: 'request',
    server: 'every',
    most: 15_000,
    unit: 'ms',
    answer: 408,
    message: 'The request did not arrive in time. Send it again, over a better connection.',
    why: 'they fit into a few packets',
  },
  requestsOfPerson: {
    what: 'requests under way, event streams not counted',
    per: 'person',
    server: 'every',
    most: 100,
    unit: 'count',
    answer: 429,
    retryAfter: 1,
    message: 'You have as many requests under way as one person may. Try again in a moment.',
    why: 'a page sends a few at once; programs may send more',
  },
  requests: {
    what: 'requests under way, event streams not counted',
    per: 'all',
    server: 'every',
    most: 400,
    unit: 'count',
    answer: 503,
    retryAfter: 1,
    message: 'More requests are under way than Headrace takes at once. Try again in a moment.',
    why: 'each may hold a body in memory',
  },
  flows: {
    what: 'flows outside the bin',
    per: 'all',
    server: 'backend',
    most: 2000,
    unit: 'count',
    answer: 429,
    message: 'There are as many flows as Headrace keeps. Delete some that are no longer needed.',
    why: 'the list of flows is sent as a whole',
  },
  flowBytes: {
    what: 'texts of all flows outside the bin',
    per: 'all',
    server: 'backend',
    most: 256 * MiB,
    unit: 'bytes',
    answer: 429,
    message:
      'The flows together are as large as Headrace keeps. Make this one smaller, or delete some that are no longer needed.',
    why: 'the list of flows is made of their texts; thousands of usual ones fit',
  },
  binnedFlows: {
    what: 'flows in the bin',
    per: 'all',
    server: 'backend',
    most: 500,
    unit: 'count',
    answer: 'removes',
    message: 'The flows that were deleted first are removed for good.',
    why: 'making and deleting flows would fill the disk',
  },
  versions: {
    what: 'older versions of a flow',
    per: 'flow',
    server: 'backend',
    most: 500,
    unit: 'count',
    answer: 'removes',
    message: 'The oldest versions are removed; those that have run stay for as long as their runs.',
    why: 'the editor saves after each gesture; a refused save would lose work',
  },
  versionBytes: {
    what: 'texts of older versions of a flow',
    per: 'flow',
    server: 'backend',
    most: 64 * MiB,
    unit: 'bytes',
    answer: 'removes',
    message: 'The oldest versions are removed; those that have run stay for as long as their runs.',
    why: 'a flow may have 10 MiB, and 500 of those would fill the disk',
  },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** The limits that a server holds beside those of every server. */
export type LimitOf<S extends Limit['server']> = {
  [Name in LimitName]: (typeof limits)[Name]['server'] extends S ? Name : never;
}[LimitName];

/** `previewsOfPerson` becomes `previews-of-person`. */
type Dashed<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Dashed<Rest>}`
  : '';

/** The code of the problem that a request beyond a limit is answered with: `limit/previews-of-person`. */
export type LimitCode<Name extends LimitName = LimitName> = Name extends LimitName ? `limit/${Dashed<Name>}` : never;

export const limitCode = <Name extends LimitName>(name: Name): LimitCode<Name> =>
  `limit/${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}` as LimitCode<Name>;
