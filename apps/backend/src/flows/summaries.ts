import type { FlowSummary, Run } from '@headrace/api';
import { type Compiled, type ConnectionView, type Diagnostic, parseFlow } from '@headrace/flow';
import { Lru } from '../check/lru.ts';
import { compile } from '../compile.ts';
import type { FlowTable } from '../store/tables.ts';
import { pictureOf } from './picture.ts';
import { documentState, flowState } from './state.ts';

/** Makes the summaries of the home page; what a version compiles to is remembered. */
export class Summaries {
  private readonly connections: () => readonly ConnectionView[];
  private readonly judged: (compiled: Compiled) => readonly Diagnostic[];
  private readonly compiled = new Lru<{ compiled: Compiled | undefined }>(200);

  /** @param judged what the planner has said of a flow so far */
  constructor(connections: () => readonly ConnectionView[], judged: (compiled: Compiled) => readonly Diagnostic[]) {
    this.connections = connections;
    this.judged = judged;
  }

  of(flow: FlowTable, run: Run | null): FlowSummary {
    const compiled = this.compile(flow);
    const own = documentState(compiled, compiled ? this.judged(compiled) : []);
    return {
      id: flow.id,
      name: flow.name,
      description: compiled?.document.metadata.description ?? '',
      state: flowState(own, flow.version, run),
      version: flow.version,
      updatedAt: flow.updated_at,
      deletedAt: flow.deleted_at,
      run,
      picture: pictureOf(compiled),
    };
  }

  private compile(flow: FlowTable): Compiled | undefined {
    const key = `${flow.id} ${flow.version}`;
    const known = this.compiled.get(key);
    if (known) return known.compiled;
    const { document } = parseFlow(flow.text);
    const compiled = document ? compile(document, { connections: this.connections() }) : undefined;
    this.compiled.set(key, { compiled });
    return compiled;
  }
}
