/** So many entries of a collection are looked through one by one; of more an index is made when one is asked for. */
const few = 16;

/**
 * Where the values of the documents of a file stand, by path. Kept in place of the trees that a parser makes: three numbers for a value,
 * where a tree takes some fifty times as much, and a file of many thousands of objects is asked for places long after it was parsed.
 *
 * Values are added in the order of the text, a collection before its entries; a document is the number of its outermost value.
 */
export class Places {
  /** For each value: the number of its key, the offset of its place, and the number of the value behind it and all that it holds. */
  private numbers = new Int32Array(3 * 64);
  private count = 0;
  private readonly keys = new Map<string, number>();
  private readonly indexes = new Map<number, ReadonlyMap<number, number>>();

  /** Adds a value without entries, or begins a collection, which `end` ends. @param key none for an entry of a list @param at an offset */
  add(key: string | undefined, at: number): number {
    if (this.numbers.length < 3 * (this.count + 1)) {
      const longer = new Int32Array(2 * this.numbers.length);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    const node = this.count++;
    this.numbers[3 * node] = key === undefined ? -1 : this.numberOf(key);
    this.numbers[3 * node + 1] = at;
    this.numbers[3 * node + 2] = node + 1;
    return node;
  }

  /** What was added since belongs to this collection. */
  end(collection: number): void {
    this.numbers[3 * collection + 2] = this.count;
  }

  /** The number that the next value gets. */
  get next(): number {
    return this.count;
  }

  /** Takes back this value and all that were added since. */
  forgetFrom(node: number): void {
    this.count = node;
  }

  /** The offset of the value at a path of a document, or of the deepest one on it that is there. */
  at(document: number, path: readonly (string | number)[]): number {
    let node = document;
    for (const step of path) {
      const next = this.entry(node, step);
      if (next === undefined) break;
      node = next;
    }
    return this.numbers[3 * node + 1] ?? 0;
  }

  private numberOf(key: string): number {
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    this.keys.set(key, this.keys.size);
    return this.keys.size - 1;
  }

  private entry(collection: number, step: string | number): number | undefined {
    if (this.numbers[3 * collection + 2] === collection + 1) return undefined;
    const isList = this.numbers[3 * (collection + 1)] === -1;
    const wanted = isList ? Number(step) : this.keys.get(String(step));
    if (wanted === undefined) return undefined;
    let i = 0;
    for (const [name, node] of this.entries(collection)) {
      if (i++ === few) return this.indexOf(collection).get(wanted);
      if (name === wanted) return node;
    }
    return undefined;
  }

  private indexOf(collection: number): ReadonlyMap<number, number> {
    const known = this.indexes.get(collection) ?? new Map(this.entries(collection));
    this.indexes.set(collection, known);
    return known;
  }

  /** By the numbers of their keys, or in a list by their own. */
  private *entries(collection: number): Generator<readonly [name: number, node: number], undefined> {
    const { numbers } = this;
    const end = numbers[3 * collection + 2] ?? 0;
    let i = 0;
    for (let node = collection + 1; node < end; node = numbers[3 * node + 2] ?? end, i++) {
      const key = numbers[3 * node] ?? -1;
      yield [key < 0 ? i : key, node];
    }
    return undefined;
  }
}
