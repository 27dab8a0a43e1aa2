const window = 5000;

/** Events a second, from running totals over the last five seconds. */
export class Rate {
  private samples: { t: number; total: number }[] = [];

  add(t: number, total: number): void {
    this.samples.push({ t, total });
    while (this.samples.length > 2 && t - (this.samples[0]?.t ?? t) > window) this.samples.shift();
  }

  /** `now` so that a stream that stopped slows down to nothing. */
  perSecond(now: number): number {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || now - last.t > window) return 0;
    const span = now - first.t;
    return span > 0 ? ((last.total - first.total) * 1000) / span : 0;
  }
}
