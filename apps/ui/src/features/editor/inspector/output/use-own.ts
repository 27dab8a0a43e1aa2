import { portKey, type Relation, typedBeforeOutput } from '@headrace/flow';
import { useMemo } from 'react';
import { typeOf } from '../../catalogue.ts';
import { useAnalysis, useDocument } from '../../use-editor.ts';

/** What a node gives before its output properties, with the types that Flink's planner told of computed ones. */
export function useOwn(name: string): Relation | undefined {
  const type = useDocument((s) => typeOf(s.document?.spec.nodes[name]?.type));
  const port = type?.outputs[0]?.name ?? '';
  const own = useAnalysis((s) => s.nodes[name]?.beforeOutput[port]);
  const planner = useAnalysis((s) => s.planner);
  return useMemo(() => {
    if (!own || !planner) return own;
    const asked = planner.document.spec.nodes[name]?.output;
    return typedBeforeOutput(own, portKey(name, port, type), asked, planner.ports);
  }, [own, planner, name, port, type]);
}
