import type { PreviewEvent } from '@headrace/api';

export type Listener = (event: PreviewEvent) => void;

/** How long a preview outlives its last viewer: a reload of the page must not start it anew. */
const grace = 10_000;

/** Who looks at a preview. Calls `onEmpty` when nobody has for a while. */
export class Viewers {
  private readonly listeners = new Set<Listener>();
  private readonly onEmpty: () => void;
  private timer: NodeJS.Timeout;

  constructor(onEmpty: () => void) {
    this.onEmpty = onEmpty;
    this.timer = setTimeout(onEmpty, grace);
  }

  get count(): number {
    return this.listeners.size;
  }

  /** @returns leaves again */
  join(listener: Listener): () => void {
    clearTimeout(this.timer);
    this.listeners.add(listener);
    return () => {
      if (!this.listeners.delete(listener) || this.listeners.size > 0) return;
      this.timer = setTimeout(this.onEmpty, grace);
    };
  }

  tell(event: PreviewEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  close(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }
}
