import {
  type Direction,
  difference,
  type InternetExposure,
  intersection,
  isNone,
  type Outside,
  type PortSet,
  unionOfAll,
} from '../index.ts';

/** What anyone may do at a workload, or a workload at anyone: over the family of addresses over which it is most. */
export interface Openness {
  /** The ports that are open to everywhere over that family. */
  readonly ports: PortSet;
  /** The same over each family: what everybody may, whatever address they have. */
  readonly forAll: PortSet;
  /** Where it holds for one family of two: that one, and how far the other goes. Nothing where both are alike. */
  readonly only: { readonly family: 4 | 6; readonly other: 'in part' | 'not' } | undefined;
  /** Addresses for which it does not hold. */
  readonly but: readonly string[];
}

/** How far some ports of a workload (Ingress), or of the outside (Egress), are open. */
export function opennessOf(outside: Outside, workload: number, direction: Direction, asked: PortSet): Openness {
  const each = outside.families(workload).map((family) => {
    const wide = outside.everywhere(workload, direction, [family]);
    const ports = unionOfAll(wide.map((w) => w.ports));
    return { family, wide, ports, rank: rankOf(asked, ports) };
  });
  const [most, less] = each.toSorted((a, b) => b.rank - a.rank);
  if (!most) throw new Error('addresses are of one family at least');
  const told = each.filter(({ rank }) => rank > 0 && rank === most.rank).flatMap(({ wide }) => wide);
  return {
    ports: most.ports,
    forAll: less ? intersection(most.ports, less.ports) : most.ports,
    only: less && less.rank < most.rank ? { family: most.family, other: less.rank > 0 ? 'in part' : 'not' } : undefined,
    but: [...new Set(told.filter((w) => meets(w, asked)).flatMap((w) => w.but))],
  };
}

const meets = ({ ports }: InternetExposure, asked: PortSet): boolean => !isNone(intersection(ports, asked));

/** 2 where all are open, 1 where some are. */
function rankOf(asked: PortSet, open: PortSet): 0 | 1 | 2 {
  if (isNone(difference(asked, open))) return 2;
  return isNone(intersection(asked, open)) ? 0 : 1;
}

const otherOf = (family: 4 | 6): 4 | 6 => (family === 4 ? 6 : 4);

/** So many blocks that are left out are named before the others are counted. */
const named = 2;

function butText(but: readonly string[]): string {
  return `${but.slice(0, named).join(', ')}${but.length > named ? ` and ${but.length - named} more` : ''}`;
}

/** What stands beside the word in a cell and in the list: `IPv6 only, not fc00::/7`; empty where it holds for all. */
export function limitsOf({ only, but }: Pick<Openness, 'only' | 'but'>): string {
  const family = only && (only.other === 'not' ? `IPv${only.family} only` : `IPv${otherOf(only.family)} in part`);
  return [...(family ? [family] : []), ...(but.length > 0 ? [`not ${butText(but)}`] : [])].join(', ');
}

/** The same of one port that is let through, as a sentence for who decides about it; nothing where it holds for all. */
export function limitsSentence(
  { only, but }: Pick<Openness, 'only' | 'but'>,
  direction: Direction,
): string | undefined {
  if (!only && but.length === 0) return undefined;
  const over = only ? ` over IPv${only.family} only` : '';
  const besides = but.length > 0 ? `, but not for ${butText(but)}` : '';
  const rule = direction === 'Ingress' ? 'lets everybody in' : 'lets it out to everybody';
  return `This holds for anyone${over}${besides}${only ? `: over IPv${otherOf(only.family)} no rule ${rule}` : ''}.`;
}
