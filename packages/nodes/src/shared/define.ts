import type { NodeType } from '@headrace/flow';

/**
 * Declares a node type. Its functions are checked against the type of its schema, which the catalogue of all types does not
 * know.
 */
export function defineNode<Config>(definition: NodeType<Config>): NodeType {
  return definition;
}
