import type { Catalogue } from '@headrace/flow';
import { catalogue } from '../catalogue.ts';
import { browses, drivers } from '../server-catalogue.ts';
import browse from './generator/browse.ts';
import driver from './generator/client.ts';
import kind from './generator/kind.ts';
import node from './generator/node.ts';

export { kind as generator };

/**
 * Adds a second kind of connection and its source to the catalogues of this process, as `npm run gen` does with the folders of
 * the product. What else works then works without an edit elsewhere.
 * @param nodeTypes the catalogue of packages/nodes
 */
export function addGenerator(nodeTypes: Catalogue): void {
  Object.assign(catalogue, { [kind.kind]: kind });
  Object.assign(drivers, { [kind.kind]: driver });
  Object.assign(browses, { [kind.kind]: browse });
  Object.assign(nodeTypes, { [node.type]: node });
}
