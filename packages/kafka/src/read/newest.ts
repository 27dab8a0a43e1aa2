import type { ReadMessage } from './message.ts';

/** Bytes of a message's key, value and headers. */
export function sizeOf({ key, value, headers }: ReadMessage): number {
  const ofHeaders = headers.reduce((sum, [name, bytes]) => sum + name.length + bytes.length, 0);
  return (key?.length ?? 0) + (value?.length ?? 0) + ofHeaders;
}

/**
 * Keeps the newest of many messages in bounded memory: at most `limit` messages with at most `bytes` in total, but always one.
 */
export class Newest {
  private readonly limit: number;
  private readonly bytes: number;
  private kept: ReadMessage[] = [];
  private keptBytes = 0;
  /** The newest message that did not fit: no older one is kept. */
  private floor: ReadMessage | undefined;

  constructor(limit: number, bytes: number) {
    this.limit = limit;
    this.bytes = bytes;
  }

  add(message: ReadMessage): void {
    if (this.floor && newestFirst(message, this.floor) > 0) return;
    this.kept.push(message);
    this.keptBytes += sizeOf(message);
    if (this.kept.length >= 2 * this.limit || this.keptBytes >= 2 * this.bytes) this.trim();
  }

  /** Whether there is no room for an older message. */
  get isFull(): boolean {
    return this.floor !== undefined || this.kept.length >= this.limit;
  }

  /** Newest first. */
  list(): ReadMessage[] {
    this.trim();
    return this.kept;
  }

  private trim(): void {
    const sorted = this.kept.toSorted(newestFirst);
    this.kept = [];
    this.keptBytes = 0;
    for (const message of sorted) {
      const size = sizeOf(message);
      const fits = this.kept.length < this.limit && this.keptBytes + size <= this.bytes;
      if (!fits && this.kept.length > 0) break;
      this.kept.push(message);
      this.keptBytes += size;
    }
    this.floor = sorted[this.kept.length] ?? this.floor;
  }
}

function newestFirst(a: ReadMessage, b: ReadMessage): number {
  return b.timestamp - a.timestamp || b.partition - a.partition || Number(b.offset - a.offset);
}
