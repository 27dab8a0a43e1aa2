import { checkExpression, type Report } from '@headrace/flow';

/** Reports why an expression cannot be put into SQL. The planner checks its types and names. */
export function checkWritten(text: string, report: Report, path: readonly (string | number)[]): void {
  const misfit = checkExpression(text);
  if (misfit)
    report({ code: misfit.code, message: misfit.message, path, range: { start: misfit.start, end: misfit.end } });
}

/** An expression in one line, for the canvas. */
export function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
