import {
  type CompiledPolicies,
  compile,
  type Endpoint,
  type GenerateOptions,
  generate,
  printYaml,
  readWorld,
  type Workload,
  type World,
} from '../index.ts';
import {
  componentOf,
  installedWorkloads,
  type OutsideTarget,
  outsideTargets,
  withDefaultDeny,
} from '../installation/index.ts';
import { generatedFile } from './generated-file.ts';
import type { MatrixInput } from './matrix-input.ts';
import { blocksIn } from './outside-blocks.ts';

/** What the matrix is asked for. */
export interface Asked {
  /** In which directions default-deny is tried; in none where it is empty. */
  readonly whatIf: NonNullable<GenerateOptions['denyAll']> | '';
  /** All where it is empty. */
  readonly onlyNamespace: string;
  readonly search: string;
}

const strangerName = 'stranger';

/** The installation of the settings, with exactly the policies that are generated for it. */
export function installationInput(settings: Asked, options: GenerateOptions): MatrixInput {
  const { world } = readWorld([{ file: generatedFile, text: printYaml(generate(options)) }]);
  const targets = outsideTargets(options);
  const outside = targets.flatMap(({ at }) => ('workload' in at ? [at.workload] : []));
  const workloads = [...installedWorkloads(options), stranger(options.namespace), ...outside];
  const now = compile({ ...world, workloads });
  const own = [options.namespace, options.flinkOperatorNamespace ?? options.namespace];
  return {
    ...asked(now, own, settings),
    options,
    targets: targets.map(({ at, ...target }) => ({ ...target, end: endOf(now, at) })),
    blocks: { calling: [], called: [] },
    onlyCalls: new Set([indexOf(now, options.namespace, strangerName)]),
  };
}

/** What files hold. What it needs is known where it has pods of the settings' profile. */
export function filesInput(world: World, settings: Asked, options: GenerateOptions): MatrixInput {
  const now = compile(world);
  return {
    ...asked(
      now,
      now.index.namespaces.map((n) => n.name),
      settings,
    ),
    options: world.workloads.some((w) => componentOf(w, options)) ? options : undefined,
    targets: [],
    blocks: { calling: blocksIn(now, 'Ingress'), called: blocksIn(now, 'Egress') },
    onlyCalls: new Set(),
  };
}

function asked(now: CompiledPolicies, namespaces: readonly string[], { whatIf, onlyNamespace, search }: Asked) {
  const seen = whatIf === '' ? now : withDefaultDeny(now, whatIf, namespaces);
  return { now, seen, onlyNamespace, search };
}

/** A pod beside the installation that no policy names: what it reaches, any pod of the namespace reaches. */
const stranger = (namespace: string): Workload => ({
  namespace,
  name: strangerName,
  kind: 'Pod',
  labels: {},
  hostNetwork: false,
  addresses: [],
  ports: [],
});

function endOf(compiled: CompiledPolicies, at: OutsideTarget['at']): Endpoint {
  return 'address' in at ? at : { workload: indexOf(compiled, at.workload.namespace, at.workload.name) };
}

const indexOf = ({ index }: CompiledPolicies, namespace: string, name: string): number =>
  index.workloads.findIndex((w) => w.namespace === namespace && w.name === name);
