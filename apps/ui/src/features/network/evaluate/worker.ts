import '../../../lib/no-eval.ts';

import type { Asked, FromWorker } from '../../../lib/worker-link.ts';
import { questionNamed } from './answer.ts';
import { Evaluator } from './evaluator.ts';
import type { Questions } from './messages.ts';

const evaluator = new Evaluator();
/** One after the other: a view is the ground that later questions stand on. */
let before: Promise<unknown> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<Asked<Questions>>) => {
  before = before.then(async () => {
    postMessage(await messageFor(data));
  });
});

/** A fault in one answer must not keep the next ones back. */
async function messageFor(asked: Asked<Questions>): Promise<FromWorker> {
  try {
    return { id: asked.id, value: await answerOf(asked) };
  } catch (e) {
    return { id: asked.id, fault: e instanceof Error ? e.message : String(e) };
  }
}

function answerOf(asked: Asked<Questions>): unknown {
  switch (asked.kind) {
    case 'view':
      return evaluator.view(asked.settings, asked.files);
    case 'explain':
      return evaluator.explain(asked);
    case 'named':
      return questionNamed(evaluator.judge, asked);
    case 'svg':
      return evaluator.svg(asked.title);
  }
}
