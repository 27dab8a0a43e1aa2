import {
  type CompiledPolicies,
  certain,
  type Direction,
  difference,
  type Endpoint,
  type Explanation,
  endpointNamed,
  explain,
  Matrix,
  nameOf,
  Outside,
  type PortSet,
  type Protocol,
  ports,
  type Reach,
  type RuleRef,
  reach,
  type Side,
} from '../index.ts';
import type { PlatformName } from '../platform/platforms.ts';
import { anyone, isAnyone, type MatrixEndpoint } from './endpoints.ts';
import { limitsSentence, type Openness, opennessOf } from './openness.ts';

/** How anyone is called where others have the names of workloads. */
export const anyoneName = 'Anyone outside';

/** An explanation, and for whom of "anyone" alone it holds, as a sentence. */
export interface EvaluatedConnection extends Explanation {
  readonly limits: string | undefined;
}

/**
 * A port, or a range: of a range the first port that is not allowed is explained (else the first that is unknown), since one is enough
 * to break what needs them all.
 */
export interface AskedPorts {
  readonly protocol: Protocol;
  readonly port: number;
  readonly stop?: number;
}

/** Who may reach whom in one world, and why: quick for workloads, right for addresses, and for anyone by all of them. */
export class PolicyEvaluator {
  readonly compiled: CompiledPolicies;
  private readonly matrix: Matrix;
  private readonly outside: Outside;
  private readonly platform: PlatformName;

  /** @param platform what remedies must fit */
  constructor(compiled: CompiledPolicies, platform: PlatformName = 'kubernetes') {
    this.compiled = compiled;
    this.platform = platform;
    this.matrix = new Matrix(compiled);
    this.outside = new Outside(compiled);
  }

  /** The end of a name that an explanation gave. */
  endNamed(name: string): MatrixEndpoint | undefined {
    return name === anyoneName ? anyone : endpointNamed(this.compiled, name);
  }

  /** What one end may reach at the other; `asked` are the ports that matter, where one end is anyone. */
  reached(from: MatrixEndpoint, to: MatrixEndpoint, asked: PortSet): Reach {
    const open = this.openness(from, to, asked);
    if (open) return certain(open.ports);
    if (isAnyone(from) || isAnyone(to)) return certain(asked);
    return 'workload' in from && 'workload' in to
      ? this.matrix.cell(from.workload, to.workload)
      : reach(this.compiled, from, to);
  }

  /** How far ports are open to anyone, or anyone is to a workload; nothing where neither end is anyone. */
  openness(from: MatrixEndpoint, to: MatrixEndpoint, asked: PortSet): Openness | undefined {
    const about = aboutAnyone(from, to);
    return about && opennessOf(this.outside, about.workload, about.direction, asked);
  }

  explain(from: MatrixEndpoint, to: MatrixEndpoint, { protocol, port, stop = port }: AskedPorts): EvaluatedConnection {
    const asked = ports(protocol, port, stop);
    const { allowed, possible } = this.reached(from, to, asked);
    const shut = difference(asked, possible)[protocol][0] ?? difference(asked, allowed)[protocol][0];
    const decisive = shut?.start ?? port;
    const about = aboutAnyone(from, to);
    if (about) return this.explainAnyone(about, protocol, decisive);
    if (!isAnyone(from) && !isAnyone(to))
      return { ...explain(this.compiled, from, to, protocol, decisive, this.platform), limits: undefined };
    const [a, b] = [this.nameOf(from), this.nameOf(to)];
    return { from: a, to: b, protocol, port, verdict: 'allowed', self: false, sides: outsideAlone, limits: undefined };
  }

  private nameOf(end: MatrixEndpoint): string {
    return isAnyone(end) ? anyoneName : nameOf(this.compiled, end);
  }

  /** By one address of each family, as one answer: a rule that opens to either opens to anyone. */
  private explainAnyone({ workload, direction }: AboutAnyone, protocol: Protocol, port: number): EvaluatedConnection {
    const own = { workload };
    const all = this.outside.families(workload).map((family) => {
      const { address } = this.outside.someone(workload, direction, { family, protocol, port });
      const [from, to]: [Endpoint, Endpoint] = direction === 'Ingress' ? [{ address }, own] : [own, { address }];
      return explain(this.compiled, from, to, protocol, port, this.platform);
    });
    const open = all.filter((one) => one.verdict === 'allowed');
    const told = open.length > 0 ? open : all;
    const [first] = told;
    if (!first) throw new Error('addresses are of one family at least');
    const limits = opennessOf(this.outside, workload, direction, ports(protocol, port));
    return {
      ...first,
      ...(direction === 'Ingress' ? { from: anyoneName } : { to: anyoneName }),
      sides: [together(told.map((one) => one.sides[0])), together(told.map((one) => one.sides[1]))],
      limits: first.verdict === 'allowed' ? limitsSentence(limits, direction) : undefined,
    };
  }
}

/** What somebody outside does to somebody else outside no policy here restricts. */
const outsideAlone: readonly [Side, Side] = [freeSide('Egress'), freeSide('Ingress')];

function freeSide(direction: Direction): Side {
  return { direction, verdict: 'allowed', restrictedBy: [], allowedBy: [], undecidedBy: [], otherPorts: [] };
}

interface AboutAnyone {
  readonly workload: number;
  readonly direction: Direction;
}

function aboutAnyone(from: MatrixEndpoint, to: MatrixEndpoint): AboutAnyone | undefined {
  if (isAnyone(from)) return 'workload' in to ? { workload: to.workload, direction: 'Ingress' } : undefined;
  return isAnyone(to) && 'workload' in from ? { workload: from.workload, direction: 'Egress' } : undefined;
}

/** The same side of several answers that all allow, or all deny. */
function together(sides: readonly Side[]): Side {
  const [first] = sides;
  if (!first) throw new Error('there is one side at least');
  const rules = (of: (side: Side) => readonly RuleRef[]): RuleRef[] => [
    ...new Map(sides.flatMap(of).map((ref) => [`${ref.policy} ${ref.rule}`, ref])).values(),
  ];
  return { ...first, allowedBy: rules((side) => side.allowedBy), otherPorts: rules((side) => side.otherPorts) };
}
