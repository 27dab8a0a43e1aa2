import { createHash } from 'node:crypto';
import { FlinkUnreachable, SessionLost, type SqlGateway } from '@headrace/flink';
import { type Compiled, type ConnectionView, type Diagnostic, hasErrors, type PortTypes } from '@headrace/flow';
import { LRUCache } from 'lru-cache';
import type { Clients } from '../outside/clients.ts';
import { resourceCollisions } from '../outside/resources.ts';
import { compile } from '../reading/compile.ts';
import type { FlowReader } from '../reading/flow-reader.ts';
import { topicUses } from '../reading/flow-resources.ts';
import { planFaults } from './plan-faults.ts';
import { PlannerSession } from './planner-session.ts';
import { SerialQueue } from './serial-queue.ts';
import { type Validated, validateFlow } from './validate-flow.ts';

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
  /** What tells the flow from others in systems outside; its name by default. */
  readonly owner?: string;
}

/** Checks flows: structure by the compiler, the rest by Flink's planner, whose answers are remembered. */
export class Checker {
  private readonly gateway: SqlGateway;
  private readonly reader: FlowReader;
  private readonly connections: () => readonly ConnectionView[];
  private readonly clients: Clients;
  private readonly session: PlannerSession;
  private readonly queue = new SerialQueue();
  private readonly validated = new LRUCache<string, Validated>({ max: 500 });
  private readonly planned = new LRUCache<string, readonly Diagnostic[]>({ max: 500 });

  constructor(gateway: SqlGateway, reader: FlowReader, connections: () => readonly ConnectionView[], clients: Clients) {
    this.gateway = gateway;
    this.clients = clients;
    this.reader = reader;
    this.connections = connections;
    this.session = new PlannerSession(gateway);
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
    const validated = await this.validate(structure, typed, key, turn, options.signal);
    if (!validated) return { diagnostics: structure.diagnostics, ports: {}, planner: false, compiled: structure };
    const compiled = typed(validated.ports);
    const sofar = [...compiled.diagnostics, ...validated.diagnostics];
    const [faults, collisions] = await Promise.all([
      this.plan(compiled, key, options.plan === true && !hasErrors(sofar)),
      options.plan === true ? resourceCollisions(this.clients, topicUses(compiled)) : [],
    ]);
    return {
      diagnostics: [...sofar, ...(faults ?? []), ...collisions],
      ports: validated.ports,
      planner: faults !== undefined,
      compiled,
    };
  }

  /** What the planner has said of this text before, without asking it. */
  remembered(compiled: Compiled): readonly Diagnostic[] {
    const key = keyOf(compiled, this.connections());
    return [...(this.validated.get(key)?.diagnostics ?? []), ...(this.planned.get(key) ?? [])];
  }

  /** Gets ready for the first check, once Flink answers. */
  warm(): Promise<void> {
    return this.session.open();
  }

  close(): Promise<void> {
    return this.session.close();
  }

  private async validate(
    compiled: Compiled,
    typed: (planner: PortTypes) => Compiled,
    key: string,
    turn: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Validated | undefined> {
    const known = this.validated.get(key);
    if (known) return known;
    try {
      return await this.queue.take(turn, async () => {
        signal?.throwIfAborted();
        const validated = this.validated.get(key) ?? (await validateFlow(this.session, compiled, typed, signal));
        this.validated.set(key, validated);
        return validated;
      });
    } catch (error) {
      if (isAway(error) || signal?.aborted) return undefined;
      throw error;
    } finally {
      void this.queue.take(undefined, () => this.session.tidy());
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
