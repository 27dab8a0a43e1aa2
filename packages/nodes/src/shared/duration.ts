import { parseDuration, type Report } from '@headrace/flow';

/** Reads a duration field; reports an invalid one, and one shorter than `least` milliseconds. */
export function readDuration(
  text: string,
  report: Report,
  path: readonly (string | number)[],
  least: number,
): number | undefined {
  const ms = parseDuration(text);
  if (ms === undefined) {
    report({
      code: 'node/not-a-duration',
      message: `'${text}' is not a length of time. Write a number and a unit: 500 ms, 5 s, 10 min, 1 h, 2 d.`,
      path,
    });
    return undefined;
  }
  if (ms >= least) return ms;
  report({ code: 'node/too-short', message: `'${text}' is too short here. The least is ${least} ms.`, path });
  return undefined;
}
