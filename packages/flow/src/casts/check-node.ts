import { fieldMeta } from '../catalogue/field.ts';
import type { Inputs2Relations, NodeType } from '../catalogue/node-type.ts';
import { walkValue } from '../catalogue/walk.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Relation } from '../graph/relation.ts';
import { checkCasts } from './check.ts';

/** `checkCasts` for all expressions of a node's configuration, each with the columns of the input that it uses. */
export function checkNodeCasts(name: string, type: NodeType, config: unknown, inputs: Inputs2Relations): Diagnostic[] {
  const found: Diagnostic[] = [];
  walkValue(type.config, config, (schema, value, path) => {
    const meta = typeof value === 'string' ? fieldMeta(schema) : undefined;
    if (meta?.widget !== 'expression' && meta?.widget !== 'condition') return;
    const relation = inputOf(inputs, meta.input);
    if (!relation) return;
    for (const { code, severity, message, start, end, fix } of checkCasts(value as string, relation)) {
      const place = { node: name, path: ['config', ...path] };
      found.push({
        code,
        severity,
        message,
        place: { ...place, range: { start, end } },
        ...(fix ? { fix: { ...fix, ...place } } : {}),
      });
    }
  });
  return found;
}

const inputOf = (inputs: Inputs2Relations, port: string | undefined): Relation | undefined =>
  port === undefined ? Object.values(inputs)[0] : inputs[port];
