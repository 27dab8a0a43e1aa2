import { editDocument, type FlowNode, type OutputProperties, renameNode } from '@headrace/flow';
import type { DocumentModel } from '../document-model.ts';
import { setAt } from '../edits.ts';

type Path = readonly (string | number)[];

/** Sets a value of a node (path from the node: `['config', 'expression']`); `undefined` removes it. */
export function setValue(
  model: DocumentModel,
  node: string,
  path: Path,
  value: unknown,
  label = `Change ${node}`,
): void {
  model.gesture(label, (draft) => change(draft.spec.nodes[node], path, value), `${node}/${path.join('/')}`);
}

/** Several values of a node in one gesture. */
export function setValues(
  model: DocumentModel,
  node: string,
  values: readonly (readonly [Path, unknown])[],
  label = `Change ${node}`,
): void {
  model.gesture(label, (draft) => {
    for (const [path, value] of values) change(draft.spec.nodes[node], path, value);
  });
}

function change(node: FlowNode | undefined, path: Path, value: unknown): void {
  if (node) setAt(node, path, value);
}

/** Output properties; an empty part is left out of the document. For `merge` see `gesture`. */
export function setOutput(model: DocumentModel, node: string, output: OutputProperties, merge?: string): void {
  const kept = Object.entries(output).filter(([, v]) => v !== undefined && Object.keys(v as object).length > 0);
  const value = kept.length > 0 ? Object.fromEntries(kept) : undefined;
  const key = merge === undefined ? undefined : `${node}/output/${merge}`;
  model.gesture(`Output of ${node}`, (draft) => change(draft.spec.nodes[node], ['output'], value), key);
}

/** Gives a node another name, everywhere it is named. */
export function rename(model: DocumentModel, from: string, to: string): void {
  const document = model.current;
  const forth = renameNode(document, from, to);
  model.renameGesture(`Rename ${from}`, forth, renameNode(editDocument(document, forth), to, from));
}

export function setFlowName(model: DocumentModel, name: string): void {
  model.gesture('Rename the flow', (draft) => {
    draft.metadata.name = name;
  });
}
