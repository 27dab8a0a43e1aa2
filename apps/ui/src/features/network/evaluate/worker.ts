import '../../../lib/no-eval.ts';

import type { Asked } from '../../../lib/worker-link.ts';
import { Evaluator } from './evaluator.ts';
import type { Questions } from './messages.ts';
import { serve } from './serve.ts';

const answer = serve(new Evaluator());

addEventListener('message', ({ data }: MessageEvent<Asked<Questions>>) => {
  void answer(data).then((message) => postMessage(message));
});
