import { checkExpression, type Report } from '@headrace/flow';

/** Reports what makes a written expression unfit to stand in SQL; types and names in it are the planner's to judge. */
export function checkWritten(text: string, report: Report, path: readonly (string | number)[]): void {
  const misfit = checkExpression(text);
  if (misfit)
    report({ code: misfit.code, message: misfit.message, path, range: { start: misfit.start, end: misfit.end } });
}

/** One line for the canvas, whatever was written. */
export function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
