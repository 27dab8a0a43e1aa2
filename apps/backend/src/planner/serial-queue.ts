interface Waiting {
  readonly key: string | undefined;
  readonly start: () => void;
  readonly drop: () => void;
}

/** Jobs one after the other. Of those that wait with the same key only the newest is done. */
export class SerialQueue {
  private waiting: Waiting[] = [];
  private busy = false;

  /** @returns what the job gives; undefined when a newer one of the same key took its place before it began */
  take<T>(key: string | undefined, job: () => Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const start = () => {
        this.busy = true;
        job()
          .then(resolve, reject)
          .finally(() => this.next());
      };
      if (!this.busy) return start();
      if (key !== undefined) this.supersede(key);
      this.waiting.push({ key, start, drop: () => resolve(undefined) });
    });
  }

  private supersede(key: string): void {
    for (const w of this.waiting) if (w.key === key) w.drop();
    this.waiting = this.waiting.filter((w) => w.key !== key);
  }

  private next(): void {
    this.busy = false;
    this.waiting.shift()?.start();
  }
}
