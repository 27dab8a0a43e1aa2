import type { NodeType } from '@headrace/flow';

/** Ties a node type's functions to the type of its own schema, and forgets it: the catalogue holds all kinds. */
export function defineNode<Config>(definition: NodeType<Config>): NodeType {
  return definition;
}
