import { partsOf } from '../address/ranges.ts';
import { intersection, isNone, noPorts, type PortSet, unionOfAll } from '../ports/port-set.ts';
import { blockHolds, type ReadBlock } from './workload-index.ts';

/** Blocks of a rule, and the ports that the rule opens. */
export interface OpenedBlocks {
  readonly blocks: readonly ReadBlock[];
  readonly ports: PortSet;
}

/**
 * The ports that rules open together to every address of a family: a pod of that family is among them whatever address it
 * has. Each port counts by itself, since rules add up: `0.0.0.0/1` and `128.0.0.0/1` are all of IPv4 where both open the port.
 */
export function openToWholeFamily(rules: readonly OpenedBlocks[], family: 4 | 6): PortSet {
  const own = rules
    .map(({ blocks, ports }) => ({ ports, blocks: blocks.filter(({ block }) => block?.family === family) }))
    .filter(({ blocks }) => blocks.length > 0);
  if (own.length === 0) return noPorts;
  const borders = own.flatMap(({ blocks }) => blocks.flatMap(({ block, except }) => (block ? [block, ...except] : [])));
  let open: PortSet | undefined;
  for (const { first } of partsOf(family, borders)) {
    const address = { family, value: first };
    const here = own.filter(({ blocks }) => blocks.some((block) => blockHolds(block, address)));
    const ports = unionOfAll(here.map((rule) => rule.ports));
    open = open === undefined ? ports : intersection(open, ports);
    if (isNone(open)) return noPorts;
  }
  return open ?? noPorts;
}
