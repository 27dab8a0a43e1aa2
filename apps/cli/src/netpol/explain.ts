import {
  type End,
  type Explanation,
  endNamed,
  explain as explainOf,
  type PlatformName,
  type PolicyRef,
  type Protocol,
  printPolicy,
  type Ready,
  type RuleRef,
  type Side,
  type UndecidedRule,
  type Verdict,
  workloadKey,
  workloadsNamed,
} from '@headrace/netpol';
import { InvalidArgumentError } from 'commander';
import { CannotRun } from '../cannot-run.ts';
import { print, printAsJson, printAsYaml } from '../terminal.ts';
import { type Answer, answered } from './answered.ts';
import type { PrintOptions } from './list.ts';
import { port } from './parsers.ts';
import { placeText } from './read-path.ts';
import { readyFrom, requireObjects } from './source.ts';

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
  const [target, number] = targetOf(options.to);
  const source = await readyFrom(path, options);
  requireObjects(options, source);
  const { ready, read, name: where } = source;
  const [from, to] = [options.from, target].map((name) => endOf(name, ready, where)) as [End, End];
  const found = explainOf(ready, from, to, options.protocol, number, options.platform);
  if (options.output === 'json') printAsJson(found, 2);
  else if (options.output === 'yaml') printAsYaml(found);
  else print(inWords(found));
  return answered(exitCodes[found.verdict], read);
}

/** @throws CannotRun where it is not a name or an address with a port */
function targetOf(to: string): [name: string, port: number] {
  // bounded: an argument of the command line.
  const [, name, digits] = /^(.+):(\d+)$/.exec(to) ?? [];
  if (name === undefined || digits === undefined)
    throw new CannotRun(`--to is '${to}': write namespace/name:port or address:port.`);
  try {
    return [name, port(digits)];
  } catch (e) {
    if (!(e instanceof InvalidArgumentError)) throw e;
    throw new CannotRun(`--to is '${to}', and ${digits} is no port. ${e.message}`);
  }
}

/** @throws CannotRun where nobody is called that, or several are */
function endOf(name: string, ready: Ready, where: string): End {
  const found = endNamed(ready, name);
  if (found) return found;
  const several = workloadsNamed(ready, name).flatMap((i) => ready.places.workloads[i] ?? []);
  if (several.length > 0)
    throw new CannotRun(`'${name}' is more than one workload. Write which: ${several.map(workloadKey).join(', ')}.`);
  throw new CannotRun(
    `There is no workload '${name}' in ${where}, and it is no address. Write namespace/name, or namespace/name[Kind].`,
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
      ...side.remedy.also.map((sentence) => `  ${sentence}`),
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
