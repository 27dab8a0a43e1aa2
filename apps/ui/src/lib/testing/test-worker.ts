import type { Asked, FromWorker, WorkerLike } from '../worker-link.ts';

/** A worker that sends what the test says. */
export class TestWorker<Q, E = never> implements WorkerLike<Q, E> {
  readonly got: Asked<Q>[] = [];
  ended = false;
  private readonly listeners = new Map<string, (event: never) => void>();

  postMessage(message: Asked<Q>): void {
    this.got.push(message);
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.listeners.set(type, listener);
  }

  terminate(): void {
    this.ended = true;
  }

  sends(data: FromWorker<E>): void {
    this.listeners.get('message')?.({ data } as never);
  }

  fails(type: 'error' | 'messageerror', message: string): void {
    this.listeners.get(type)?.({ message } as never);
  }
}
