import {
  type CompiledPolicies,
  type Endpoint,
  type Explanation,
  explain as explainOf,
  type PlatformName,
  type PolicyRef,
  type Protocol,
  printPolicy,
  type RuleRef,
  type Service,
  type Side,
  type UndecidedRule,
  type Verdict,
} from '@headrace/netpol';
import { UserError } from '@headrace/text';
import { InvalidArgumentError } from 'commander';
import { print, printAsJson, printAsYaml } from '../terminal.ts';
import { type Answer, answered } from './answered.ts';
import { calledNamed, endsNamed } from './endpoints.ts';
import type { PrintOptions } from './output.ts';
import { port } from './parsers.ts';
import { placeText } from './read-path.ts';
import { compiledFrom, requireObjects } from './source.ts';

export interface ExplainOptions extends PrintOptions {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly platform: PlatformName;
}

const exitCodes = { allowed: 0, denied: 1, unknown: 3 } as const satisfies Record<Verdict, Answer>;

/**
 * `headrace netpol explain`: which rule lets a connection through, or why none does and what would. Exit code 1: denied; 3:
 * unknown, since what was read does not decide it.
 */
export async function explain(path: string | undefined, options: ExplainOptions): Promise<number> {
  const asked = targetOf(options.to);
  const source = await compiledFrom(path, options);
  requireObjects(options, source);
  const { compiled, read, name: where } = source;
  const named = { compiled, services: read.world.services, where };
  const callers = endsNamed(named, options.from);
  const { ends, service } = calledNamed(named, asked.name);
  const found = ends.flatMap((to) =>
    numbersOf(compiled, to, service, asked, options.protocol).flatMap((number) =>
      callers.map((from) => explainOf(compiled, from, to, options.protocol, number, options.platform)),
    ),
  );
  // Of one connection the answer is an object; of several, as of a Service, a list.
  const answer = found.length === 1 ? found[0] : found;
  if (options.output === 'json') printAsJson(answer, 2);
  else if (options.output === 'yaml') printAsYaml(answer);
  else print(found.map((one) => inWords(one)).join('\n'));
  const verdict = (['denied', 'unknown'] as const).find((v) => found.some((one) => one.verdict === v)) ?? 'allowed';
  return answered(exitCodes[verdict], read);
}

interface Target {
  readonly name: string;
  /** A number, or the name of a port. */
  readonly port: number | string;
}

/** @throws UserError where it is not a name or an address with a port */
function targetOf(to: string): Target {
  // bounded: an argument of the command line.
  const [, name, written] = /^(.+):([a-z0-9-]+)$/i.exec(to) ?? [];
  if (name === undefined || written === undefined || (name.includes(':') && !name.endsWith(']')))
    throw new UserError(`--to is '${to}': write namespace/name:port or address:port.`);
  if (!/^\d+$/.test(written)) return { name, port: written };
  try {
    return { name, port: port(written) };
  } catch (e) {
    if (!(e instanceof InvalidArgumentError)) throw e;
    throw new UserError(`--to is '${to}', and ${written} is no port. ${e.message}`);
  }
}

/**
 * The ports of a pod that are asked for: that of its own number or name, or the one to which a Service sends.
 * @throws UserError where there is no such port
 */
function numbersOf(
  compiled: CompiledPolicies,
  to: Endpoint,
  service: Service | undefined,
  { name, port: asked }: Target,
  protocol: Protocol,
): number[] {
  const own = 'workload' in to ? (compiled.index.workloads[to.workload]?.ports ?? []) : [];
  const numberOf = (target: number | string) =>
    typeof target === 'number'
      ? [target]
      : own.flatMap((p) => (p.name === target && p.protocol === protocol ? [p.port] : []));
  if (!service) {
    const found = numberOf(asked);
    if (found.length > 0) return found;
    throw new UserError(
      `${name} has no ${protocol} port '${asked}'. Write its number, or a name that a container declares.`,
    );
  }
  const ports = service.ports.filter((p) => p.protocol === protocol && (p.port === asked || p.name === asked));
  const found = ports.flatMap((p) => numberOf(p.targetPort));
  if (found.length > 0) return found;
  const all = service.ports.map((p) => `${p.name === undefined ? '' : `${p.name} `}${p.protocol} ${p.port}`).join(', ');
  throw new UserError(
    ports.length > 0
      ? `The Service ${name} sends ${asked} to the port '${ports[0]?.targetPort}', which its pods do not have.`
      : `The Service ${name} has no ${protocol} port ${asked}. It has: ${all}.`,
  );
}

function inWords({ from, to, protocol, port, verdict, self, sides }: Explanation): string {
  const connection = `${to} on ${protocol} ${port}`;
  const first = {
    allowed: `${from} may reach ${connection}.`,
    denied: `${from} may not reach ${connection}.`,
    unknown: `Whether ${from} may reach ${connection} is unknown: what was read does not decide it.`,
  }[verdict];
  if (self) return `${first}\nA pod always reaches itself, whatever the policies say.\n`;
  return `${[first, ...sides.flatMap((side) => sideInWords(side, from, to))].join('\n')}\n`;
}

function sideInWords(side: Side, from: string, to: string): string[] {
  const who = side.direction === 'Egress' ? `out of ${from}` : `into ${to}`;
  if (side.restrictedBy.length === 0) return [`  ${side.direction}: no policy restricts what goes ${who}.`];
  if (side.verdict === 'allowed')
    return [`  ${side.direction}: allowed by`, ...side.allowedBy.map((r) => `    ${ruleAt(r)}`)];
  const lines =
    side.verdict === 'unknown'
      ? [`  ${side.direction}: unknown. It is decided by`, ...side.undecidedBy.flatMap(undecided), ...decisions(side)]
      : [
          `  ${side.direction}: denied. What goes ${who} is restricted by`,
          ...side.restrictedBy.map((r) => `    ${r.policy} (${placeOf(r)})`),
        ];
  if (side.otherPorts.length > 0)
    lines.push(
      '  and these rules let the peer through, to other ports only:',
      ...side.otherPorts.map((r) => `    ${ruleAt(r)}`),
    );
  if (side.noRemedy !== undefined) lines.push(`  ${side.noRemedy}`);
  if (side.remedy)
    lines.push(
      `  This policy would allow it${side.verdict === 'unknown' ? ' whatever that is' : ''}${side.remedy.also.length === 0 ? ', and nothing else' : ''}:`,
      ...printPolicy(side.remedy.policy)
        .trimEnd()
        .split('\n')
        .map((l) => `    ${l}`),
      ...side.remedy.also.map((message) => `  ${message}`),
    );
  return lines;
}

const undecided = (rule: UndecidedRule): string[] => [
  `    ${ruleAt(rule)}:`,
  ...rule.because.map(({ why }) => `      ${why}.`),
];

/** What would decide it, each way once. */
const decisions = ({ undecidedBy }: Side): string[] =>
  [...new Set(undecidedBy.flatMap((rule) => rule.because.map((b) => b.decidedBy)))].map((way) => `  ${way}`);

const ruleAt = (rule: RuleRef): string => `${rule.policy}, rule ${rule.rule + 1} (${placeOf(rule)})`;
const placeOf = ({ place }: PolicyRef): string => placeText(place, 'line');
