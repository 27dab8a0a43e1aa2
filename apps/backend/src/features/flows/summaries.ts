import type { FlowSummary, Run } from '@headrace/api';
import type { Compiled, ConnectionView, Diagnostic } from '@headrace/flow';
import { LRUCache } from 'lru-cache';
import { compile } from '../../reading/compile.ts';
import type { FlowReader } from '../../reading/flow-reader.ts';
import type { Flow } from './flow.ts';
import { documentState, flowState } from './flow-state.ts';
import { pictureOf } from './picture.ts';

/** Makes the summaries of the home page; what a version compiles to is remembered. */
export class Summaries {
  private readonly reader: FlowReader;
  private readonly connections: () => readonly ConnectionView[];
  private readonly judged: (compiled: Compiled) => readonly Diagnostic[];
  private readonly compiled = new LRUCache<string, { compiled: Compiled | undefined }>({ max: 200 });

  /** @param judged what the planner has said of a flow so far */
  constructor(
    reader: FlowReader,
    connections: () => readonly ConnectionView[],
    judged: (compiled: Compiled) => readonly Diagnostic[],
  ) {
    this.reader = reader;
    this.connections = connections;
    this.judged = judged;
  }

  async of(flow: Flow, run: Run | null): Promise<FlowSummary> {
    const compiled = await this.compile(flow);
    const own = documentState(compiled, compiled ? this.judged(compiled) : []);
    return {
      id: flow.id,
      name: flow.name,
      description: compiled?.document.metadata.description ?? '',
      state: flowState(own, flow.version, run),
      version: flow.version,
      updatedAt: flow.updatedAt,
      deletedAt: flow.deletedAt,
      run,
      picture: pictureOf(compiled),
    };
  }

  private async compile(flow: Flow): Promise<Compiled | undefined> {
    const key = `${flow.id} ${flow.version}`;
    const known = this.compiled.get(key);
    if (known) return known.compiled;
    const connections = this.connections();
    const { document } = await this.reader.read(flow.text, connections);
    const compiled = document ? compile(document, { connections }) : undefined;
    this.compiled.set(key, { compiled });
    return compiled;
  }
}
