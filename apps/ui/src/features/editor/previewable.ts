import type { FlowDocument } from '@headrace/flow';
import type { NodeAnalysis } from '../../compile/messages.ts';

/** A text that is equal for documents whose previews are equal; `undefined` when no node of it could be shown. */
export function previewable(
  document: FlowDocument,
  analysis: Readonly<Record<string, NodeAnalysis>>,
): string | undefined {
  const valid = Object.entries(document.spec.nodes).filter(([name]) => {
    const node = analysis[name];
    return node?.state === 'valid' && Object.keys(node.outputs).length > 0;
  });
  return valid.length > 0 ? JSON.stringify(valid) : undefined;
}
