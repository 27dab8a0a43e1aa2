import {
  type Edit,
  editDocument,
  type FlowDocument,
  type FlowNode,
  inverseEdits,
  type OutputProperties,
  renameNode,
  upgraded,
  upgradeEdits,
} from '@headrace/flow';
import { typeOf } from '../../catalogue.ts';
import type { DocumentModel } from '../document-model.ts';
import { setAt } from '../edits.ts';
import type { Upgrade } from '../history.ts';

type Path = readonly (string | number)[];

/** Sets a value of a node (path from the node: `['config', 'expression']`); `undefined` removes it. */
export function setValue(
  model: DocumentModel,
  node: string,
  path: Path,
  value: unknown,
  label = `Change ${node}`,
): void {
  setValues(model, node, [[path, value]], label, `${node}/${path.join('/')}`);
}

/** Several values of a node in one gesture. */
export function setValues(
  model: DocumentModel,
  node: string,
  values: readonly (readonly [Path, unknown])[],
  label = `Change ${node}`,
  merge?: string,
): void {
  const isConfig = values.some(([path]) => path[0] === 'config');
  model.gesture(
    label,
    (draft) => {
      for (const [path, value] of values) change(draft.spec.nodes[node], path, value);
    },
    merge,
    isConfig ? upgradeOf(model.current, node) : undefined,
  );
}

/** What brings the settings of a node to the version of its type; undefined where they have it. */
function upgradeOf(document: FlowDocument, name: string): Upgrade | undefined {
  const before = document.spec.nodes[name];
  const type = typeOf(before?.type);
  if (!before || !type) return undefined;
  const edits = upgradeEdits(type, before);
  if (edits.length === 0) return undefined;
  const inDocument = (all: readonly Edit[]) =>
    all.map((edit) => ({ ...edit, path: ['spec', 'nodes', name, ...edit.path] }));
  return {
    name,
    before,
    after: upgraded(type, before),
    forth: inDocument(edits),
    back: inDocument(inverseEdits(before, edits)),
  };
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
