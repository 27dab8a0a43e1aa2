/**
 * Orders answers to requests and the event stream. An answer shows an entry as it was when the server read it; what the stream
 * sends while the request is under way is as new or newer, and the last event of an entry always comes after its last change.
 * So the stream wins: an answer that was overtaken never shows an older state.
 */
export class Answers<T extends { readonly id: string }> {
  private readonly underWay = new Set<Map<string, T>>();

  /** The stream has sent an entry. */
  streamed(entry: T): void {
    for (const newer of this.underWay) newer.set(entry.id, entry);
  }

  /**
   * Asks for one entry.
   * @returns the answer, or what the stream sent of this entry meanwhile; rejects as `ask` does
   */
  async one(ask: () => Promise<T>): Promise<T> {
    return this.follow(async (newer) => {
      const answer = await ask();
      return newer.get(answer.id) ?? answer;
    });
  }

  /**
   * Asks for a list.
   * @param belongs whether an entry that the stream sent, but the answer lacks, is one of the list
   * @returns the answer with what the stream sent meanwhile, in no particular order; rejects as `ask` does
   */
  async list(ask: () => Promise<readonly T[]>, belongs: (entry: T) => boolean = () => true): Promise<T[]> {
    return this.follow(async (newer) => {
      const answer = await ask();
      const listed = new Map(answer.map((entry) => [entry.id, entry]));
      for (const entry of newer.values()) if (listed.has(entry.id) || belongs(entry)) listed.set(entry.id, entry);
      return [...listed.values()];
    });
  }

  private async follow<A>(work: (newer: ReadonlyMap<string, T>) => Promise<A>): Promise<A> {
    const newer = new Map<string, T>();
    this.underWay.add(newer);
    try {
      return await work(newer);
    } finally {
      this.underWay.delete(newer);
    }
  }
}
