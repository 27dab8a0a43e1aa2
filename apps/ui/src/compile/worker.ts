import '../shell/no-eval.ts';

import { catalogue } from '@headrace/nodes';
import { Analyser } from './analyser.ts';
import type { FromWorker, ToWorker } from './messages.ts';

const analyser = new Analyser(catalogue);
const tell = (message: FromWorker) => postMessage(message);
let scheduled = false;

/** Messages that wait already are taken in first: a burst of edits is compiled once. */
function analyseSoon(): void {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => {
    scheduled = false;
    const delta = analyser.analyse();
    if (delta) tell({ kind: 'analysis', ...delta });
  });
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  try {
    take(data);
  } catch (e) {
    if (!('id' in data)) throw e;
    tell({ kind: 'answer', id: data.id, fault: e instanceof Error ? e.message : String(e) });
  }
});

function take(data: ToWorker) {
  switch (data.kind) {
    case 'open':
      tell({ kind: 'answer', id: data.id, value: analyser.open(data.flow, data.text) });
      return analyseSoon();
    case 'edit':
      analyser.edit(data.revision, data.patches, data.edits);
      return analyseSoon();
    case 'connections':
      analyser.setConnections(data.connections);
      return analyseSoon();
    case 'planner':
      analyser.setPlanner(data.ports);
      return analyseSoon();
    case 'sql':
      analyser.sqlWanted = data.wanted;
      return analyseSoon();
    case 'textOf':
      return tell({ kind: 'answer', id: data.id, value: analyser.textOf(data.flow) });
    case 'text':
      return tell({ kind: 'answer', id: data.id, value: analyser.currentText() });
    case 'picture':
      return tell({ kind: 'answer', id: data.id, value: analyser.picture(data.text) });
    case 'patched':
      return tell({ kind: 'answer', id: data.id, value: analyser.patched(data.text, data.edits) });
  }
}
