import { parseDuration, type Report, type WindowFunction } from '@headrace/flow';
import { existing } from '@headrace/text';
import { readDuration } from '../shared/duration.ts';
import type { WindowConfig } from './config.ts';

/** Names that a windowed aggregate adds; the result time is the new event time (end − 1 ms). */
export const windowColumns = {
  start: 'aggregateStartTime',
  end: 'aggregateEndTime',
  result: 'aggregateResultTime',
} as const;

/** Reports invalid lengths, and pairs that Flink rejects: a hop or step must divide the length. */
export function checkWindow(window: WindowConfig, report: Report): void {
  if (window.kind === 'none') return;
  if (window.kind === 'session') {
    readDuration(window.gap, report, ['window', 'gap'], 1);
    return;
  }
  const size = readDuration(window.size, report, ['window', 'size'], 1);
  if (window.kind === 'tumbling') return;
  const field = window.kind === 'hopping' ? 'slide' : 'step';
  const part = window.kind === 'hopping' ? window.slide : window.step;
  const ms = readDuration(part, report, ['window', field], 1);
  if (size === undefined || ms === undefined || (ms <= size && size % ms === 0)) return;
  report({
    code: 'aggregate/uneven-window',
    message: `${part} does not divide ${window.size} evenly, which Flink asks for. Choose a part of it, as a half or a tenth.`,
    path: ['window', field],
  });
}

/** The window as SQL. Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/sql/queries/window-tvf/ */
export function windowFunction(window: Exclude<WindowConfig, { kind: 'none' }>): WindowFunction {
  const ms = (text: string) => existing(parseDuration(text));
  switch (window.kind) {
    case 'tumbling':
      return { kind: 'TUMBLE', size: ms(window.size) };
    case 'hopping':
      return { kind: 'HOP', slide: ms(window.slide), size: ms(window.size) };
    case 'session':
      return { kind: 'SESSION', gap: ms(window.gap) };
    case 'cumulating':
      return { kind: 'CUMULATE', step: ms(window.step), size: ms(window.size) };
    default:
      return window satisfies never;
  }
}

export function describeWindow(window: WindowConfig): string {
  switch (window.kind) {
    case 'tumbling':
      return `every ${window.size}`;
    case 'hopping':
      return `${window.size}, every ${window.slide}`;
    case 'session':
      return `until a pause of ${window.gap}`;
    case 'cumulating':
      return `${window.size}, growing by ${window.step}`;
    case 'none':
      return 'continuous';
    default:
      return window satisfies never;
  }
}
