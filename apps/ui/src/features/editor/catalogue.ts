import { type FlowNode, type NodeGroup, type NodeType, portKey, upgraded, versionOf } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';

export const nodeTypes: readonly NodeType[] = Object.values(catalogue);

export const typeOf = (type: string | undefined): NodeType | undefined =>
  type !== undefined && Object.hasOwn(catalogue, type) ? catalogue[type] : undefined;

/** The settings of a node in the version of its type, whatever version they are stored in. */
export function configOf(node: FlowNode | undefined): Readonly<Record<string, unknown>> {
  const type = typeOf(node?.type);
  return (node && type ? upgraded(type, node) : node)?.config ?? noConfig;
}
const noConfig = {};

/** A node with settings of the version that its type has. */
export const newNode = (type: NodeType, config: Record<string, unknown>): FlowNode => ({
  type: type.type,
  ...(versionOf(type) > 1 ? { version: versionOf(type) } : {}),
  config,
});

/** The palette's groups, in order. */
export const groups: readonly (readonly [NodeGroup, string])[] = [
  ['events', 'Events'],
  ['shape', 'Shape'],
  ['time', 'Time'],
  ['join', 'Join'],
  ['enrich', 'Enrich'],
  ['sql', 'SQL'],
];

export const takesInput = (type: NodeType | undefined): boolean => type !== undefined && type.inputs.kind !== 'none';

/** The handles on the left of a node: a node with any number of inputs has one, which takes them all. */
export function inputPorts(type: NodeType | undefined): readonly { name: string; title: string }[] {
  if (!type || type.inputs.kind === 'none') return [];
  return type.inputs.kind === 'named' ? type.inputs.ports : [{ name: manyInputs, title: 'Inputs' }];
}
export const manyInputs = '*';

/** The keys of a node's ports, default first. */
export const portKeys = (type: NodeType | undefined, node: string): string[] =>
  (type?.outputs ?? []).map((port) => portKey(node, port.name, type));

/** The handle that a connection of the compiled graph ends at. */
export const handleOf = (type: NodeType | undefined, port: string): string =>
  type?.inputs.kind === 'many' ? manyInputs : port;
