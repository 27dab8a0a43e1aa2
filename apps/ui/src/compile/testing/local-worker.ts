import { catalogue } from '@headrace/nodes';
import type { Asked, FromWorker, WorkerLike } from '../../lib/worker-link.ts';
import { CompileHost } from '../compile-host.ts';
import type { AnalysisEvent, Questions } from '../messages.ts';

/** The compile worker's own code in the thread of a test; a test can make it hang, throw or end. */
export class LocalWorker implements WorkerLike<Questions, AnalysisEvent> {
  readonly got: Asked<Questions>[] = [];
  ended = false;
  /** Questions for which this holds are never answered, nor is any question after them. */
  hangsOn: (asked: Asked<Questions>) => boolean = () => false;
  /** Questions for which this holds throw. */
  throwsOn: (asked: Asked<Questions>) => boolean = () => false;
  private hangs = false;
  private readonly listeners = new Map<string, (event: never) => void>();
  private readonly host = new CompileHost(
    catalogue,
    (message) => this.send(message),
    (act) => setTimeout(() => this.working(act)),
  );

  postMessage(message: Asked<Questions>): void {
    const asked = structuredClone(message);
    this.got.push(asked);
    queueMicrotask(() =>
      this.working(() => {
        if (this.hangsOn(asked)) this.hangs = true;
        else if (this.throwsOn(asked)) this.send({ id: asked.id, fault: 'sabotage' });
        else this.host.receive(asked);
      }),
    );
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.listeners.set(type, listener);
  }

  terminate(): void {
    this.ended = true;
  }

  fails(message: string): void {
    this.listeners.get('error')?.({ message } as never);
  }

  private working(act: () => void): void {
    if (!this.hangs && !this.ended) act();
  }

  private send(message: FromWorker<AnalysisEvent>): void {
    this.listeners.get('message')?.({ data: structuredClone(message) } as never);
  }
}
