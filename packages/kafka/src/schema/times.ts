import { type DataType, types } from '@headrace/flow';

/** A way in which times are written, with the type it is read as. */
export interface TimeSpelling {
  /** `sql`, `iso-8601`, `epoch-…`, or a pattern of Java's DateTimeFormatter, as the source node takes it. */
  readonly timeFormat: string;
  readonly type: DataType;
}

const date = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d`;
const offset = String.raw`(?:Z|[+-](?:0\d|1[0-7]):[0-5]\d)`;
/** Names of zones that the reader of messages knows (packages/engine/json/ZoneNames.java); others mean different places. */
const zones: ReadonlySet<string> = new Set(
  'UTC UT GMT WET WEST CET CEST EET EEST MSK SAST AWST HKT SGT JST KST ACST ACDT AEST AEDT NZST NZDT AST ADT EST EDT CST CDT MST MDT PST PDT AKST AKDT HST'.split(
    ' ',
  ),
);
const fraction = String.raw`(?:\.\d{1,9})?`;
const day = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';

const textSpellings: readonly (TimeSpelling & { readonly test: RegExp })[] = [
  { timeFormat: 'sql', type: types.timestamp, test: new RegExp(`^${date} ${clock}${fraction}$`) },
  { timeFormat: 'iso-8601', type: types.timestampLtz, test: new RegExp(`^${date}T${clock}${fraction}${offset}$`) },
  { timeFormat: 'iso-8601', type: types.timestamp, test: new RegExp(`^${date}T${clock}${fraction}$`) },
  {
    timeFormat: 'EEE MMM dd HH:mm:ss zzz yyyy',
    type: types.timestampLtz,
    test: new RegExp(`^${day} ${month} \\d\\d ${clock} ([A-Z]{2,4}) \\d{4}$`),
  },
];

/** How a text writes a time; `undefined` when it writes none. */
export function textTime(text: string): TimeSpelling | undefined {
  const found = textSpellings.find(({ test }) => {
    const [is, zone] = test.exec(text) ?? [];
    return is !== undefined && (zone === undefined || zones.has(zone));
  });
  return found && { timeFormat: found.timeFormat, type: found.type };
}

/** Names under which numbers are times: a number alone does not tell. `createdAt` ends in a word of its own, `format` does not. */
const timeName = /time|timestamp|date|created|updated|expir|(?:^|[_-])(?:ts|at|when)$/i;
const timeSuffix = /[a-z](?:At|Ts)$/;

const epochs: Readonly<Record<number, string>> = { 10: 'epoch-seconds', 13: 'epoch-millis', 16: 'epoch-micros' };

/** How a whole number under a name writes a time: 10, 13 or 16 digits, which are the years 2001 to 2286. */
export function numberTime(name: string, text: string): TimeSpelling | undefined {
  const timeFormat = /^\d+$/.test(text) ? epochs[text.length] : undefined;
  return timeFormat !== undefined && (timeName.test(name) || timeSuffix.test(name))
    ? { timeFormat, type: types.timestampLtz }
    : undefined;
}
