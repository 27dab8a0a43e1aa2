import { portKey } from '@headrace/flow';
import { typeOf } from './catalogue.ts';
import { useAnalysis, useDocument } from './use-editor.ts';

/**
 * The key of the port that feeds a node: a destination gives nothing itself, so what comes to it is shown. The first one
 * where there are several; `undefined` while nothing feeds it.
 */
export function useFeeding(node: string | undefined): string | undefined {
  const edge = useAnalysis((s) => (node === undefined ? undefined : s.edges.find((e) => e.to.node === node)));
  return useDocument((s) => {
    const type = edge && typeOf(s.document?.spec.nodes[edge.from.node]?.type);
    return edge && portKey(edge.from.node, edge.from.port, type);
  });
}
