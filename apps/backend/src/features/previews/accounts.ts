import { setTimeout as sleep } from 'node:timers/promises';
import type { Counts, MessageExample, NodeCounts } from '@headrace/api';
import { FlinkRefused, FlinkUnreachable, JobCounter, type JobManager } from '@headrace/flink';
import type { Diagnostic } from '@headrace/flow';
import { nodeCounts } from '../../flink/counts/node-counts.ts';
import { type Clients, targetOf } from '../../outside/clients.ts';
import type { FlowResources } from '../../reading/flow-resources.ts';

export interface AccountsParts {
  readonly jobManager: JobManager;
  readonly clients: Clients;
  readonly facts: FlowResources;
  readonly counted: (nodes: Counts) => void;
  readonly notice: (diagnostic: Diagnostic) => void;
}

/** Between two looks at the counters, ms. */
const every = 1_500;
/** Characters of a message that are shown as an example. */
const mostExample = 80;

/** What became of the rows of a preview that are not among those that it shows: unreadable, late, without a value. */
export class Accounts {
  private readonly parts: AccountsParts;
  private readonly told = new Map<string, number>();

  constructor(parts: AccountsParts) {
    this.parts = parts;
  }

  /** Follows the counters of a job until `signal`. A JobManager that is away is asked again. */
  async follow(jobId: string, signal: AbortSignal): Promise<void> {
    const counter = new JobCounter(this.parts.jobManager, jobId);
    let before = '';
    this.told.clear();
    while (!signal.aborted) {
      const nodes = await this.look(counter, signal);
      const now = JSON.stringify(nodes);
      if (nodes && now !== before && !signal.aborted) {
        before = now;
        this.parts.counted(nodes);
        for (const [node, counts] of Object.entries(nodes)) await this.sendNotices(node, counts);
      }
      await sleep(every, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  private async look(counter: JobCounter, signal: AbortSignal): Promise<Counts | undefined> {
    try {
      const job = await counter.counts(signal);
      // Flink has not told anything yet, or tells nothing any more.
      return job.sources.size === 0 ? undefined : nodeCounts(this.parts.facts, job);
    } catch (error) {
      if (signal.aborted || error instanceof FlinkUnreachable || error instanceof FlinkRefused) return undefined;
      throw error;
    }
  }

  /** Sends a notice for each count that is new. */
  private async sendNotices(node: string, counts: NodeCounts): Promise<void> {
    const { unreadable = 0, emptied = 0, untimed = 0, late = 0 } = counts;
    const topic = this.parts.facts.tables.find((t) => t.node === node)?.topic ?? '';
    if (this.isNew(`unreadable ${node}`, unreadable)) {
      const example = await this.exampleOf(node, counts.unreadableExample);
      const message = `${several(unreadable, 'message')} of ${topic} cannot be read and ${unreadable === 1 ? 'is' : 'are'} left out${example}`;
      this.notice('source/unreadable', node, message);
    }
    if (this.isNew(`emptied ${node}`, emptied)) {
      const example = await this.exampleOf(node, counts.emptiedExample);
      this.notice(
        'source/emptied',
        node,
        `In ${several(emptied, 'message')} of ${topic} a value does not fit the type of its property, which is left empty${example}`,
      );
    }
    // Only windows ask for the event time.
    const isAsked = this.parts.facts.nodes?.some((n) => n.windowed);
    if (isAsked && this.isNew(`untimed ${node}`, untimed))
      this.notice(
        'source/untimed',
        node,
        `${several(untimed, 'event')} of ${topic} ${untimed === 1 ? 'has' : 'have'} no event time. Windows leave ${untimed === 1 ? 'it' : 'them'} out.`,
      );
    if (this.isNew(`late ${node}`, late))
      this.notice(
        'window/late',
        node,
        `${several(late, 'event')} came after ${late === 1 ? 'its' : 'their'} window had closed and ${late === 1 ? 'is' : 'are'} left out. Give the source more lateness, so that windows wait longer.`,
      );
  }

  private isNew(what: string, count: number): boolean {
    if (count === 0 || this.told.get(what) === count) return false;
    this.told.set(what, count);
    return true;
  }

  private notice(code: Diagnostic['code'], node: string, message: string): void {
    this.parts.notice({ code, severity: 'warning', message, place: { node } });
  }

  private async exampleOf(node: string, example: MessageExample | undefined): Promise<string> {
    if (!example) return '.';
    const { partition, offset, reason } = example;
    if (partition === null || offset === null) return `. ${reason}`;
    const text = await this.textAt(node, partition, offset);
    return `, for example partition ${partition}, offset ${offset}. ${reason}${text === undefined ? '' : ` It begins: ${text}`}`;
  }

  private async textAt(node: string, partition: number, offset: number): Promise<string | undefined> {
    const table = this.parts.facts.tables.find((t) => t.node === node);
    const at = table && targetOf(table);
    if (!at) return undefined;
    try {
      const text = await this.parts.clients.at(at).messageAt?.(table.topic, partition, offset);
      return text === undefined || text.length <= mostExample ? text : `${text.slice(0, mostExample)}…`;
    } catch {
      // The topic's own watch says what is with Kafka.
      return undefined;
    }
  }
}

const several = (count: number, what: string) => (count === 1 ? `1 ${what}` : `${count} ${what}s`);
