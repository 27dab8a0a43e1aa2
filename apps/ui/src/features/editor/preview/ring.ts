/** The newest items of an endless stream, in constant memory. */
export class Ring<T> {
  readonly capacity: number;
  private readonly items: T[] = [];
  private next = 0;
  /** How many were ever put in. */
  total = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get length(): number {
    return this.items.length;
  }

  push(item: T): void {
    this.items[this.next] = item;
    this.next = (this.next + 1) % this.capacity;
    this.total++;
  }

  /** Newest first. */
  newest(): T[] {
    const count = this.items.length;
    const found: T[] = [];
    for (let i = 1; i <= count; i++) found.push(this.items[(this.next - i + this.capacity) % this.capacity] as T);
    return found;
  }

  clear(): void {
    this.items.length = 0;
    this.next = 0;
    this.total = 0;
  }
}
