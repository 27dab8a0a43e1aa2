/** A text of a repeated fragment: what stands before, the fragment (`{i}` counts), and what stands behind. */
export interface Repeated {
  readonly head: string;
  readonly fragment: string;
  readonly tail: string;
}

export function textOf({ head, fragment, tail }: Repeated, times: number): string {
  const counted = fragment.includes('{i}');
  const body = counted
    ? Array.from({ length: times }, (_, i) => fragment.replaceAll('{i}', String(i))).join('')
    : fragment.repeat(times);
  return `${head}${body}${tail}`;
}

/** The least time (ms) of several runs each, taken in turn, so that whatever else the machine does meets all of them alike. */
function leastTimes(works: readonly (() => void)[], rounds: number): number[] {
  const least = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++)
    works.forEach((work, i) => {
      const begun = performance.now();
      work();
      least[i] = Math.min(least[i] as number, performance.now() - begun);
    });
  return least;
}

/** Linear work grows four-fold with a text of four times the length, quadratic work sixteen-fold; three-fold for twice is nine-fold. */
const most = 9;

/**
 * How reading grows beyond its bound with a text of four times the length; nothing when it is in proportion. What looks so once is measured
 * again with longer texts and more runs: only what shows each time is told. Texts that read within a millisecond show nothing.
 */
export function growth(read: (text: string) => void, repeated: Repeated, times = 250): string | undefined {
  let found: string | undefined;
  for (const [factor, rounds] of [
    [1, 2],
    [2, 3],
    [4, 5],
    [8, 5],
  ] as const) {
    const texts = [textOf(repeated, times * factor), textOf(repeated, times * factor * 4)];
    const [one, four] = leastTimes(
      texts.map((text) => () => read(text)),
      rounds,
    ) as [number, number];
    if (four < Math.max(1, one) * most) return undefined;
    found = `${JSON.stringify(repeated)} takes ${one.toFixed(1)} ms for ${texts[0]?.length} characters, and ${four.toFixed(1)} ms for ${texts[1]?.length}`;
  }
  return found;
}
