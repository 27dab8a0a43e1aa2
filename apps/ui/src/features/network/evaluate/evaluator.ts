import {
  type Finding,
  generate,
  leftOutMessages,
  printYaml,
  type ReadWorld,
  readConnections,
  readFlinkDeployment,
  readWorld,
  review,
  type Workload,
} from '@headrace/netpol';
import {
  filesInput,
  type Grid,
  gridOf,
  installationInput,
  type MatrixEndpoint,
  type MatrixInput,
  PolicyEvaluator,
} from '@headrace/netpol/matrix';
import { type Layout, layoutOf, pictureOf, printSvg } from '@headrace/netpol/picture';
import { effectiveFiles } from '../settings/effective-settings.ts';
import { settingFindings } from '../settings/faults.ts';
import { type FromFiles, hasReporter, optionsOf } from '../settings/options.ts';
import type { Settings } from '../settings/settings.ts';
import { answerTo } from './answer.ts';
import { installedIn } from './installed-in.ts';
import { listOf } from './list-of.ts';
import type { ChosenFile, ChosenFiles, Installed, NetworkView, Questions, Unchecked } from './messages.ts';
import { readFiles } from './read-files.ts';
import { withoutRepresentativeAddresses } from './representative-address.ts';

/** What the last view stands on. */
interface Shown {
  readonly input: MatrixInput;
  readonly evaluator: PolicyEvaluator;
  readonly layout: Layout;
}

/** Answers the page's questions; keeps what the last view stands on, and files that were read already. */
export class Evaluator {
  private last: Shown | undefined;
  private number = 0;
  private readonly worlds = new LastAnswer<readonly ChosenFile[], ReadWorld>();

  /** Evaluates the world of the last view, as it would be under "what if". */
  get current(): PolicyEvaluator {
    return this.shown.evaluator;
  }

  explain({ view, ...question }: Questions['explain']['ask']): Questions['explain']['answer'] {
    if (view !== this.number) return undefined;
    return withoutRepresentativeAddresses(answerTo(this.current, question), question, this.shown.input);
  }

  private get shown(): Shown {
    if (!this.last) throw new Error('a question came before the first view');
    return this.last;
  }

  async view(settings: Settings, files: ChosenFiles): Promise<NetworkView> {
    const { fromFiles, diagnostics, count } = await readBeside(effectiveFiles(files, settings));
    const isScraped = hasReporter(fromFiles);
    const faults = [...settingFindings(settings, isScraped), ...diagnostics];
    const isFaulty = faults.some((d) => d.severity === 'error');
    const options = optionsOf(settings, fromFiles);
    const generated = generate(options);
    const read = files.world.length === 0 ? undefined : await this.worlds.get(files.world, () => worldIn(files.world));
    const input = read ? filesInput(read.world, settings, options) : installationInput(settings, options);
    const evaluator = new PolicyEvaluator(input.seen, settings.platform);
    const grid = gridOf(input, {
      seen: evaluator,
      now: input.now === input.seen ? evaluator : new PolicyEvaluator(input.now),
    });
    const layout = layoutOf(pictureOf(input.seen, shownBy(input, grid)));
    this.last = { input, evaluator, layout };
    this.number++;
    const reviewed = read?.world ?? worldOf(input);
    return {
      number: this.number,
      grid,
      layout,
      entries: listOf(evaluator, grid),
      diagnostics: [...diagnostics, ...(read?.findings ?? [])],
      review: review(reviewed, input.options, settings.platform),
      leftOut: read ? leftOutMessages(read) : [],
      namespaces: input.now.index.namespaces.map((n) => n.name),
      counts: {
        workloads: (read ? input.now.index : reviewed).workloads.length,
        policies: reviewed.policies.length,
        files: files.world.length + count,
      },
      unchecked: input.options ? undefined : uncheckedIn(reviewed.workloads, settings, fromFiles),
      hasReporter: isScraped,
      // As on the command line: policies that somebody asked for with a mistake are not handed out.
      yaml: isFaulty ? undefined : printYaml(generated),
      pinned: generated.settings,
      notes: isFaulty ? faults : [...faults, ...generated.findings],
    };
  }

  svg(title: string): string {
    return printSvg(this.shown.layout, title);
  }
}

/** The installation alone: workloads that stand for the outside and for other pods are not reviewed. */
function worldOf({ now, targets, onlyCalls }: MatrixInput) {
  const outside = new Set(targets.flatMap((t) => ('workload' in t.end ? [t.end.workload] : [])));
  return {
    namespaces: [],
    services: [],
    workloads: now.index.workloads.filter((_, i) => !outside.has(i) && !onlyCalls.has(i)),
    policies: now.policies.map((p) => p.located),
  };
}

/** The picture draws the workloads of the matrix, without those that stand for the outside and for other pods. */
function shownBy({ seen, targets, onlyCalls, onlyNamespace, search }: MatrixInput, { callers, rows }: Grid) {
  const numberOf = (end: MatrixEndpoint) => ('workload' in end ? [end.workload] : []);
  const apart = new Set([...targets.flatMap((t) => numberOf(t.end)), ...onlyCalls]);
  const inGrid = new Set([...callers, ...rows].flatMap(({ end }) => numberOf(end)));
  const all = onlyNamespace === '' && search === '';
  const shown = new Set(seen.index.workloads.filter((_, i) => !apart.has(i) && (all || inGrid.has(i))));
  return (workload: Workload) => shown.has(workload);
}

function uncheckedIn(workloads: readonly Workload[], settings: Settings, fromFiles: FromFiles): Unchecked {
  const { profile, namespace } = optionsOf(settings, fromFiles);
  const asked = (one: Installed) => optionsOf({ ...settings, ...one }, fromFiles);
  return { profile, namespace, instead: installedIn(workloads, asked) };
}

async function worldIn(files: readonly ChosenFile[]): Promise<ReadWorld> {
  const { sources, findings } = await readFiles(files);
  const read = readWorld(sources);
  return { ...read, findings: [...findings, ...read.findings] };
}

/** The FlinkDeployment and the registered connections. */
async function readBeside(files: Partial<ChosenFiles>) {
  const [flinkFile, connectionsFile] = [await one(files.flinkDeployment), await one(files.connections)];
  const flink = flinkFile.source && readFlinkDeployment(flinkFile.source);
  const connections = connectionsFile.source && readConnections(connectionsFile.source);
  const read = [flinkFile, flink, connectionsFile, connections];
  const fromFiles: FromFiles = { flinkDeployment: flink?.deployment, connections: connections?.connections };
  const diagnostics: readonly Finding[] = read.flatMap((part) => part?.findings ?? []);
  const count = [files.flinkDeployment, files.connections].filter((file) => file !== undefined).length;
  return { fromFiles, diagnostics, count };
}

async function one(file: ChosenFile | undefined) {
  const { sources, findings } = await readFiles(file ? [file] : []);
  return { source: sources[0], findings };
}

/** Remembers one answer by the identity of its question. */
class LastAnswer<Q, A> {
  private last: { readonly question: Q; readonly answer: A } | undefined;

  async get(question: Q, find: () => Promise<A>): Promise<A> {
    if (this.last?.question !== question) this.last = { question, answer: await find() };
    return this.last.answer;
  }
}
