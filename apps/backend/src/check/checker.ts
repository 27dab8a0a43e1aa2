import { createHash } from 'node:crypto';
import { FlinkUnreachable, SessionLost, type SqlGateway } from '@headrace/flink';
import { type Compiled, type ConnectionView, type Diagnostic, hasErrors, type PortTypes } from '@headrace/flow';
import { compile } from '../compile.ts';
import { topicFacts } from '../facts.ts';
import type { Clusters } from '../kafka/clusters.ts';
import { topicCollisions } from '../kafka/topics.ts';
import type { FlowReader } from '../reading/flow-reader.ts';
import { CheckDesk } from './desk.ts';
import { type Judged, judge } from './judge.ts';
import { Lru } from './lru.ts';
import { planFaults } from './plan.ts';
import { Turns } from './turns.ts';

/** A checked flow: the result for the browser, and the compilation with types for previews and runs. */
export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly ports: PortTypes;
  /** False when the planner was not asked: it is away, or a newer check of the flow came first. */
  readonly planner: boolean;
  /** Undefined when the text is no flow. */
  readonly compiled: Compiled | undefined;
}

export interface CheckOptions {
  readonly signal?: AbortSignal | undefined;
  /** Give way to a newer check of the same flow. */
  readonly newestOnly?: boolean;
  /** Also ask how it would be executed; see plan.ts. */
  readonly plan?: boolean;
  /** What tells the flow from others in Kafka; its name by default. */
  readonly owner?: string;
}

/** Checks flows: structure by the compiler, the rest by Flink's planner, whose answers are remembered. */
export class Checker {
  private readonly gateway: SqlGateway;
  private readonly reader: FlowReader;
  private readonly connections: () => readonly ConnectionView[];
  private readonly clusters: Clusters;
  private readonly desk: CheckDesk;
  private readonly turns = new Turns();
  private readonly judged = new Lru<Judged>(500);
  private readonly planned = new Lru<readonly Diagnostic[]>(500);

  constructor(
    gateway: SqlGateway,
    reader: FlowReader,
    connections: () => readonly ConnectionView[],
    clusters: Clusters,
  ) {
    this.gateway = gateway;
    this.clusters = clusters;
    this.reader = reader;
    this.connections = connections;
    this.desk = new CheckDesk(gateway);
  }

  async check(text: string, options: CheckOptions = {}): Promise<Checked> {
    const connections = this.connections();
    const parsed = await this.reader.read(text, connections);
    if (!parsed.document)
      return { diagnostics: [...parsed.diagnostics], ports: {}, planner: true, compiled: undefined };
    const context = { connections, ...(options.owner ? { owner: options.owner } : {}) };
    const structure = compile(parsed.document, context);
    const key = keyOf(structure, context.connections);
    const turn = options.newestOnly ? parsed.document.metadata.name : undefined;
    const { document } = parsed;
    const typed = (planner: PortTypes) => compile(document, { ...context, planner });
    const judged = await this.judge(structure, typed, key, turn, options.signal);
    if (!judged) return { diagnostics: structure.diagnostics, ports: {}, planner: false, compiled: structure };
    const compiled = typed(judged.ports);
    const sofar = [...compiled.diagnostics, ...judged.diagnostics];
    const [faults, collisions] = await Promise.all([
      this.plan(compiled, key, options.plan === true && !hasErrors(sofar)),
      options.plan === true ? topicCollisions(this.clusters, topicFacts(compiled)) : [],
    ]);
    return {
      diagnostics: [...sofar, ...(faults ?? []), ...collisions],
      ports: judged.ports,
      planner: faults !== undefined,
      compiled,
    };
  }

  /** What the planner has said of this text before, without asking it. */
  remembered(compiled: Compiled): readonly Diagnostic[] {
    const key = keyOf(compiled, this.connections());
    return [...(this.judged.get(key)?.diagnostics ?? []), ...(this.planned.get(key) ?? [])];
  }

  /** Gets ready for the first check, once Flink answers. */
  warm(): Promise<void> {
    return this.desk.open();
  }

  close(): Promise<void> {
    return this.desk.close();
  }

  private async judge(
    compiled: Compiled,
    typed: (planner: PortTypes) => Compiled,
    key: string,
    turn: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Judged | undefined> {
    const known = this.judged.get(key);
    if (known) return known;
    try {
      return await this.turns.take(turn, async () => {
        signal?.throwIfAborted();
        const judged = this.judged.get(key) ?? (await judge(this.desk, compiled, typed, signal));
        this.judged.set(key, judged);
        return judged;
      });
    } catch (error) {
      if (isAway(error) || signal?.aborted) return undefined;
      throw error;
    } finally {
      void this.turns.take(undefined, () => this.desk.tidy());
    }
  }

  /** Undefined when Flink went away meanwhile. */
  private async plan(compiled: Compiled, key: string, ask: boolean): Promise<readonly Diagnostic[] | undefined> {
    const known = this.planned.get(key);
    if (known || !ask) return known ?? [];
    try {
      const faults = await planFaults(this.gateway, compiled);
      this.planned.set(key, faults);
      return faults;
    } catch (error) {
      if (isAway(error)) return undefined;
      throw error;
    }
  }
}

/** A session lost twice in a row is a gateway that is just restarting. */
function isAway(error: unknown): boolean {
  return error instanceof FlinkUnreachable || error instanceof SessionLost;
}

/** Where nodes stand on the canvas and what the flow is called mean nothing to the planner. */
function keyOf(compiled: Compiled, connections: readonly ConnectionView[]): string {
  return createHash('sha256')
    .update(JSON.stringify([compiled.document.spec.nodes, connections]))
    .digest('base64');
}
