import type { Asked, FromWorker } from '../../../lib/worker-link.ts';
import { questionNamed } from './answer.ts';
import type { Evaluator } from './evaluator.ts';
import type { Questions } from './messages.ts';

/**
 * Answers questions one after the other: a view is the ground that later questions stand on. An exception becomes the fault of its own
 * question, and the next ones are answered.
 */
export function serve(evaluator: Evaluator): (asked: Asked<Questions>) => Promise<FromWorker> {
  let before: Promise<unknown> = Promise.resolve();
  return (asked) => {
    const answer = before.then(() => messageFor(evaluator, asked));
    before = answer;
    return answer;
  };
}

async function messageFor(evaluator: Evaluator, asked: Asked<Questions>): Promise<FromWorker> {
  try {
    return { id: asked.id, value: await answerOf(evaluator, asked) };
  } catch (e) {
    return { id: asked.id, fault: e instanceof Error ? e.message : String(e) };
  }
}

function answerOf(evaluator: Evaluator, asked: Asked<Questions>): unknown {
  switch (asked.kind) {
    case 'view':
      return evaluator.view(asked.settings, asked.files);
    case 'explain':
      return evaluator.explain(asked);
    case 'named':
      return questionNamed(evaluator.current, asked);
    case 'svg':
      return evaluator.svg(asked.title);
  }
}
