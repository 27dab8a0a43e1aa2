import type { Diagnostic } from '../diagnostic.ts';
import type { Printed } from '../sql/print/statement.ts';
import type { Span } from '../sql/print/writer.ts';
import { explain } from './sentences.ts';

/** 1-based, as Calcite counts: UTF-16 units, tabs one column, ends inclusive. */
interface Position {
  readonly start: { line: number; column: number };
  readonly end: { line: number; column: number };
  readonly rest: string;
}

/**
 * The planner's error message as a diagnostic: place in the statement back through the source map to node and field, and
 * a sentence in the words of the flow. The message is what stands behind the deepest `Caused by`.
 */
export function locate(printed: Printed, message: string): Diagnostic {
  const position = readPosition(message);
  const text = position?.rest ?? message;
  if (!position) return diagnostic(text, '', {});
  const start = offsetOf(printed.text, position.start.line, position.start.column);
  const end = offsetOf(printed.text, position.end.line, position.end.column) + 1;
  const span = innermost(printed.spans, start, end);
  const ended = span?.verbatim ? undefined : endedBefore(printed, start);
  if (ended) {
    const length = ended.end - ended.start;
    const range = { start: Math.max(0, length - 1), end: length };
    return diagnostic(text, '', { ...ended.origin, range });
  }
  if (!span) return diagnostic(text, '', {});
  if (!span.verbatim) return diagnostic(text, '', span.origin);
  const range = clamp(start - span.start, end - span.start, span.end - span.start);
  return diagnostic(text, printed.text.slice(span.start + range.start, span.end), { ...span.origin, range });
}

function diagnostic(plannerMessage: string, written: string, place: Diagnostic['place']): Diagnostic {
  const explained = explain(plannerMessage, written);
  return { ...explained, severity: 'error', place };
}

/** The expression before an offset where only brackets of the printer are between them: that expression is incomplete. */
function endedBefore({ text, spans }: Printed, offset: number): Span | undefined {
  const before = spans.filter((s) => s.verbatim && s.end <= offset).sort((a, b) => b.end - a.end)[0];
  return before && /^[\s)]*$/.test(text.slice(before.end, offset)) ? before : undefined;
}

function readPosition(message: string): Position | undefined {
  const range = /From line (\d+), column (\d+) to line (\d+), column (\d+):\s*([\s\S]*)/.exec(message);
  if (range) {
    const [, l1, c1, l2, c2, rest = ''] = range;
    return {
      start: { line: Number(l1), column: Number(c1) },
      end: { line: Number(l2), column: Number(c2) },
      rest,
    };
  }
  const point = /[Aa]t line (\d+), column (\d+)[.:]?/.exec(message);
  if (!point) return undefined;
  const at = { line: Number(point[1]), column: Number(point[2]) };
  return { start: at, end: at, rest: message.replace(point[0], '').trim() };
}

function offsetOf(text: string, line: number, column: number): number {
  let offset = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', offset);
    if (next < 0) return text.length;
    offset = next + 1;
  }
  return Math.min(text.length, offset + column - 1);
}

/** The smallest span that holds the start; one that holds the end too comes first. */
function innermost(spans: readonly Span[], start: number, end: number): Span | undefined {
  const holding = spans.filter((s) => s.start <= start && start < s.end);
  const bySize = (a: Span, b: Span) => a.end - a.start - (b.end - b.start);
  return holding.filter((s) => end <= s.end).sort(bySize)[0] ?? holding.sort(bySize)[0];
}

function clamp(start: number, end: number, length: number): { start: number; end: number } {
  return { start: Math.max(0, Math.min(start, length)), end: Math.max(0, Math.min(end, length)) };
}
