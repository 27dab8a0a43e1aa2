import { type Column, type Report, timePatternFault } from '@headrace/flow';
import { isTime } from '../shared/columns.ts';
import { type Config, timeFormats } from './config.ts';

/** Reports time patterns that Java rejects. */
export function checkTimeFormats(c: Config, columns: readonly Column[], report: Report): void {
  c.columns.forEach(({ name, timeFormat }, i) => {
    if (timeFormat === undefined || !isTime(columns[i]?.type)) return;
    const fault = timeFormats.some((known) => known === timeFormat) ? undefined : timePatternFault(timeFormat);
    if (!fault) return;
    report({
      code: 'source/time-format',
      message: `The time format of '${name}' is neither ${timeFormats.join(', ')} nor a pattern: ${fault.message}.`,
      path: ['columns', i, 'timeFormat'],
      range: { start: fault.start, end: fault.end },
    });
  });
}
