import { type Edit, editData } from '../document/edit.ts';
import type { FlowNode } from '../document/schema.ts';
import { isRecord, valueAt } from '../value-at.ts';
import type { NodeType } from './node-type.ts';

type Config = Readonly<Record<string, unknown>>;

/** The version of a type's configuration: 1, and one more for each migration. */
export const versionOf = ({ migrations = [] }: Pick<NodeType, 'migrations'>): number => 1 + migrations.length;

/** The version of a node's stored configuration. A document omits version 1. */
export const storedVersion = ({ version = 1 }: Pick<FlowNode, 'version'>): number => version;

/**
 * The edits that bring a node as it is stored to the version of its type; paths begin at the node. None for a node that has
 * this version, or a newer one. An exception of a migration is an error in Headrace, and is not caught here.
 */
export const upgradeEdits = (type: NodeType, node: FlowNode): readonly Edit[] => upgrade(type, node).edits;

function upgrade(type: NodeType, node: FlowNode): { readonly edits: readonly Edit[]; readonly config: Config } {
  let config: Config = node.config ?? {};
  const steps = type.migrations?.slice(storedVersion(node) - 1) ?? [];
  const edits: Edit[] = [];
  for (const migrate of steps)
    for (const edit of migrate(config)) {
      const all = withoutClash(config, edit);
      const edited = editData(config, all);
      config = isRecord(edited) ? edited : {};
      edits.push(...all.map((each) => ({ ...each, path: ['config', ...each.path] })));
    }
  if (steps.length > 0) edits.push({ path: ['version'], value: versionOf(type) });
  return { edits, config };
}

/** A node in the version of its type: the same one where it is stored so, or in a newer version. */
export function upgraded(type: NodeType, node: FlowNode): FlowNode {
  const { edits, config } = upgrade(type, node);
  return edits.length === 0 ? node : { ...node, config, version: versionOf(type) };
}

/** Removes an existing key before another gets its name: the older version did not know that key, so it had no effect. */
function withoutClash(config: Config, edit: Edit): Edit[] {
  if (!('rename' in edit)) return [edit];
  const parent = valueAt(config, edit.path.slice(0, -1));
  const has = (key: string | number | undefined) => isRecord(parent) && Object.hasOwn(parent, key ?? '');
  if (!has(edit.path.at(-1)) || edit.path.at(-1) === edit.rename) return [];
  const target = [...edit.path.slice(0, -1), edit.rename];
  return has(edit.rename) ? [{ path: target, value: undefined }, edit] : [edit];
}
