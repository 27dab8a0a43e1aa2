import type { CheckResult } from '@headrace/api';
import { type FlowDocument, hasErrors } from '@headrace/flow';
import { isOverLimit } from '../../../api/http.ts';
import type { Clock } from '../../../lib/clock.ts';
import { WorkerFault } from '../../../lib/worker-link.ts';
import type { PlannerAnswer } from './merge.ts';

const pause = 200;
const untilTriedAgain = 5000;
/** How long a flow without faults must rest before it is planned as a whole, which takes longer. */
const rest = 800;

/** `quick` judges every expression; `whole` also finds what only shows when the flow is planned. */
export type CheckDepth = 'quick' | 'whole';

export interface PlannerCheckParts {
  readonly clock: Clock;
  /** The document that is open; `undefined` where none is. */
  document(): FlowDocument | undefined;
  /** Its text. */
  text(): Promise<string>;
  check(text: string, depth: CheckDepth): Promise<CheckResult>;
  /** What the planner said, and of which document; `undefined` when it could not be asked. */
  answered(answer: PlannerAnswer | undefined): void;
  /** The check ended, with or without an answer, and none is under way. */
  settled(): void;
  /** Whether somebody waits for the planner in another matter: what takes longer then waits too. */
  isBusy(): boolean;
}

/**
 * Asks Flink's planner, through the backend, a moment after the last change; one question at a time, and an answer
 * that came too late is only used where it still holds. While nobody answers it tries again by itself.
 */
export class PlannerCheck {
  private cancel: (() => void) | undefined;
  private asking = false;
  private again = false;
  private ended = false;
  private readonly parts: PlannerCheckParts;

  constructor(parts: PlannerCheckParts) {
    this.parts = parts;
  }

  soon(wait = pause, depth: CheckDepth = 'quick'): void {
    this.cancel?.();
    if (!this.ended) this.cancel = this.parts.clock.after(wait, () => void this.run(depth));
  }

  /** Whether an answer is still to come. */
  get busy(): boolean {
    return this.asking || this.again;
  }

  end(): void {
    this.ended = true;
    this.cancel?.();
  }

  private async run(depth: CheckDepth): Promise<void> {
    if (depth === 'whole' && this.parts.isBusy()) return this.soon(rest, depth);
    if (this.asking) {
      this.again = true;
      return;
    }
    const document = this.parts.document();
    if (!document) return;
    this.asking = true;
    try {
      await this.ask(document, depth);
    } finally {
      this.asking = false;
      if (!this.ended && this.parts.document()) {
        if (this.again) this.soon();
        this.again = false;
        this.parts.settled();
      }
    }
  }

  private async ask(document: FlowDocument, depth: CheckDepth): Promise<void> {
    try {
      const result = await this.parts.check(await this.parts.text(), depth);
      if (this.ended) return;
      const { diagnostics } = result;
      this.parts.answered(result.planner ? { document, diagnostics, ports: result.ports } : undefined);
      if (!result.planner) this.soon(untilTriedAgain);
      const settled = result.planner && !hasErrors(diagnostics) && document === this.parts.document();
      if (depth === 'quick' && settled) this.soon(rest, 'whole');
    } catch (error) {
      if (this.ended) return;
      // Too many at once: what is known of the flow stays, and it is checked again in a moment.
      if (isOverLimit(error)) return this.soon(error.retryAfter, depth);
      // The banner says that nobody answers. A text that cannot be written says nothing of the planner.
      if (!(error instanceof WorkerFault)) this.parts.answered(undefined);
      this.soon(untilTriedAgain);
    }
  }
}
