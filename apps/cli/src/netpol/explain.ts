import {
  type Explanation,
  endNamed,
  explain as explainOf,
  type PolicyRef,
  type Protocol,
  printPolicy,
  type RuleRef,
  type Side,
} from '@headrace/netpol';
import { stringify } from 'yaml';
import { CannotRun } from '../cannot-run.ts';
import { printable } from '../printable.ts';
import type { PrintOptions } from './list.ts';
import { placeText } from './read-path.ts';
import { readyFrom } from './source.ts';

export interface ExplainOptions extends PrintOptions {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
}

/** `headrace netpol explain`: which rule lets a connection through, or why none does and what would. Exit code 1: denied. */
export async function explain(path: string | undefined, options: ExplainOptions): Promise<number> {
  const { ready, name: where } = await readyFrom(path, options);
  const m = /^(.+):(\d{1,5})$/.exec(options.to);
  if (!m) throw new CannotRun(`--to is '${options.to}': write namespace/name:port or address:port.`);
  const [, target = '', port = ''] = m;
  const end = (name: string) => {
    const found = endNamed(ready, name);
    if (!found)
      throw new CannotRun(
        `There is no workload '${name}' in ${where}, and it is no address. Write namespace/name, or namespace/name[Kind].`,
      );
    return found;
  };
  const found = explainOf(ready, end(options.from), end(target), options.protocol, Number(port));
  if (options.output === 'json') process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else if (options.output === 'yaml') process.stdout.write(stringify(found));
  else process.stdout.write(printable(inWords(found)));
  return found.allowed ? 0 : 1;
}

function inWords({ from, to, protocol, port, allowed, self, sides }: Explanation): string {
  const verdict = `${from} ${allowed ? 'may reach' : 'may not reach'} ${to} on ${protocol} ${port}.`;
  if (self) return `${verdict}\nA pod always reaches itself, whatever the policies say.\n`;
  return `${[verdict, ...sides.flatMap((side) => sideInWords(side, from, to))].join('\n')}\n`;
}

function sideInWords(side: Side, from: string, to: string): string[] {
  const who = side.direction === 'Egress' ? `out of ${from}` : `into ${to}`;
  if (side.restrictedBy.length === 0) return [`  ${side.direction}: no policy restricts what goes ${who}.`];
  if (side.allowed) return [`  ${side.direction}: allowed by`, ...side.allowedBy.map((r) => `    ${ruleAt(r)}`)];
  const lines = [
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
      `  This policy would allow it${side.remedy.also.length === 0 ? ', and nothing else' : ''}:`,
      ...printPolicy(side.remedy.policy)
        .trimEnd()
        .split('\n')
        .map((l) => `    ${l}`),
      ...side.remedy.also.map((sentence) => `  ${sentence}`),
    );
  return lines;
}

const ruleAt = (rule: RuleRef): string => `${rule.policy}, rule ${rule.rule + 1} (${placeOf(rule)})`;
const placeOf = ({ place }: PolicyRef): string => placeText(place, 'line');
