import { isTime } from '../../shared/columns.ts';
import type { Config } from '../config.ts';
import type { ReadColumn, SourceFormat } from './format.ts';

/** Formats that the reader knows by itself: ISO 8601, with a space too. */
const usual: readonly (string | undefined)[] = [undefined, 'sql', 'iso-8601'];

/** Our own reader (packages/engine/json): it counts messages, keeps the offsets of times, and changes no value. */
export function headraceFormat(c: Config, columns: readonly ReadColumn[]): SourceFormat {
  const times = columns
    .filter((x) => isTime(x.type) && !usual.includes(x.timeFormat))
    .map((x) => [x.path, x.timeFormat]);
  const eventTime = c.eventTime.from === 'column' ? c.eventTime.column : undefined;
  const timed = columns.find((x) => x.name === eventTime);
  return {
    options: {
      'value.format': 'headrace-json',
      'value.headrace-json.unreadable': c.unreadable,
      ...(times.length > 0 ? { 'value.headrace-json.times': JSON.stringify(times) } : {}),
      ...(timed ? { 'value.headrace-json.event-time': JSON.stringify(timed.path) } : {}),
      // Tells the reader the place of a message that it cannot read.
      'properties.interceptor.classes': 'dev.headrace.json.ReadRecords',
    },
    settings: {},
    physicalType: (column) => column.type,
    computed: () => undefined,
  };
}
