import '../lib/no-eval.ts';

import { catalogue } from '@headrace/nodes';
import type { Asked } from '../lib/worker-link.ts';
import { CompileHost } from './compile-host.ts';
import type { Questions } from './messages.ts';

const host = new CompileHost(
  catalogue,
  (message) => postMessage(message),
  (act) => setTimeout(act),
);

addEventListener('message', ({ data }: MessageEvent<Asked<Questions>>) => host.receive(data));
