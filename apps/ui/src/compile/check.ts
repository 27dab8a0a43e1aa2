import { CheckResult } from '@headrace/api';
import { type Diagnostic, hasErrors } from '@headrace/flow';
import { isOverLimit, request } from '../api/http.ts';
import { currentDocument, useDocument } from '../document/store.ts';
import { ask, tell } from './client.ts';
import { takePlannerAnswer } from './store.ts';

const pause = 200;
const untilTriedAgain = 5000;
/** How long a flow without faults must rest before it is planned as a whole, which takes longer. */
const rest = 800;

/** `quick` judges every expression; `whole` also finds what only shows when the flow is planned. */
type Depth = 'quick' | 'whole';
const paths: Record<Depth, string> = { quick: '/api/check', whole: '/api/check?plan=true' };

interface Surroundings {
  /** Id of the stored flow that is checked. */
  readonly flow: string;
  /** The planner has answered, or nobody did. */
  onAnswer(): void;
  /** Whether somebody waits for the planner in another matter: what takes longer then waits too. */
  isBusy(): boolean;
}

/**
 * Asks Flink's planner, through the backend, a moment after the last change; one question at a time, and an answer
 * that came too late is only used where it still holds. While nobody answers it tries again by itself.
 */
export class PlannerCheck {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  private again = false;
  private ended = false;
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
  }

  soon(wait = pause, depth: Depth = 'quick'): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(depth), wait);
  }

  /** Whether an answer is still to come. */
  get busy(): boolean {
    return this.asking || this.again;
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async run(depth: Depth): Promise<void> {
    if (depth === 'whole' && this.around.isBusy()) return this.soon(rest, depth);
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    const document = currentDocument();
    try {
      const text = await ask('text', {});
      const result = await request(CheckResult, 'POST', paths[depth], { flow: this.around.flow, text });
      if (this.ended) return;
      const diagnostics = result.diagnostics as Diagnostic[];
      takePlannerAnswer(result.planner ? { document, diagnostics, ports: result.ports } : undefined, currentDocument());
      if (result.planner) tell({ kind: 'planner', ports: result.ports });
      else this.soon(untilTriedAgain);
      const settled = result.planner && !hasErrors(diagnostics) && document === currentDocument();
      if (depth === 'quick' && settled) this.soon(rest, 'whole');
    } catch (error) {
      if (this.ended) return;
      // Too many at once: what is known of the flow stays, and it is checked again in a moment.
      if (isOverLimit(error)) return this.soon(error.retryAfter, depth);
      // The banner says that nobody answers.
      takePlannerAnswer(undefined, currentDocument());
      this.soon(untilTriedAgain);
    } finally {
      this.asking = false;
      if (!this.ended && useDocument.getState().document) {
        if (this.again) this.soon();
        this.again = false;
        this.around.onAnswer();
      }
    }
  }
}
