/** One figure of a benchmark. `aim` is what the project wants; `met` says whether this run met it. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  readonly aim?: string;
  readonly met?: boolean;
}

/** A benchmark: a folder beside this one, found by its name. */
export interface Benchmark {
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly how: string;
  readonly figures: readonly Figure[];
}

/** Milliseconds of `work`, several times after a warm-up. */
export function time(work: () => void, runs: number, warmUp = 5): number[] {
  for (let i = 0; i < warmUp; i++) work();
  return Array.from({ length: runs }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
}

export async function timeAsync(work: () => Promise<void>, runs: number, warmUp = 5): Promise<number[]> {
  for (let i = 0; i < warmUp; i++) await work();
  const found: number[] = [];
  for (let i = 0; i < runs; i++) {
    const begun = performance.now();
    await work();
    found.push(performance.now() - begun);
  }
  return found;
}

/** The value below which a share `p` of the samples lies. */
export function quantile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
}

export const ratio = (value: number): string => value.toFixed(2);
