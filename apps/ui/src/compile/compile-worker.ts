import type { ConnectionView, Edit, PortTypes } from '@headrace/flow';
import type { Clock } from '../lib/clock.ts';
import { WorkerFault, type WorkerLike, WorkerLink } from '../lib/worker-link.ts';
import type { AnalysisDelta, AnalysisEvent, DocumentChange, Opened, Picture, Questions } from './messages.ts';

/** Reading a text takes a fraction of a second; a worker that has not answered by then (ms) hangs. */
const deadline = 20_000;

export interface SessionHandlers {
  analysis(delta: AnalysisDelta): void;
  /** The document as it is now could not be compiled. The next analysis, if one comes, says that it can be again. */
  fault(fault: WorkerFault): void;
  /** The text and the revision of the document as it is now, to open it again in a new worker. */
  source(): Promise<{ readonly text: string; readonly revision: number }>;
}

/** One document that is open in the compile worker. */
export interface CompileSession {
  open(text: string): Promise<Opened>;
  edit(change: DocumentChange): void;
  setPlanner(ports: PortTypes): void;
  wantSql(wanted: boolean): void;
  end(): void;
}

/**
 * The compile worker of a page, and the documents that are open in it. When the worker is lost they are opened again in a new
 * one, one after the other, so that a document on which the compiler hangs is known: it stays closed until it is changed.
 */
export class CompileWorker {
  private readonly link: WorkerLink<Questions, AnalysisEvent>;
  private readonly sessions = new Map<number, Session>();
  private connections: readonly ConnectionView[] | undefined;
  private lastSession = 0;
  private reopening = false;

  constructor(start: () => WorkerLike<Questions, AnalysisEvent>, clock?: Clock) {
    this.link = new WorkerLink({
      start,
      deadline,
      task: 'Compiling the flow',
      advice: 'Undo the last change, or split the flow.',
      ...(clock ? { clock } : {}),
      onEvent: ({ session, ...delta }) => this.sessions.get(session)?.take(delta),
      onLost: (fault) => {
        for (const session of this.sessions.values()) session.lost(fault);
        void this.reopenAll();
      },
    });
  }

  /** Starts the worker before anybody asks it something. */
  warmUp(): void {
    this.link.warmUp();
  }

  /** A thumbnail of any text. Rejects with a `WorkerFault`, as all questions do. */
  picture(text: string): Promise<Picture> {
    return this.link.ask('picture', { text });
  }

  /** A text with edits written into it; comments and unknown keys stay. */
  patched(text: string, edits: readonly Edit[]): Promise<string> {
    return this.link.ask('patched', { text, edits });
  }

  setConnections(connections: readonly ConnectionView[]): void {
    this.connections = connections;
    this.link.ask('connections', { connections }).catch(ignore);
  }

  session(handlers: SessionHandlers): CompileSession {
    const number = ++this.lastSession;
    const session = new Session(number, this.link, handlers, {
      ended: () => this.sessions.delete(number),
      reopen: () => this.reopenAll(),
    });
    this.sessions.set(number, session);
    return session;
  }

  private async reopenAll(): Promise<void> {
    if (this.reopening) return;
    this.reopening = true;
    try {
      for (let next = this.nextLost(); next; next = this.nextLost()) {
        if (this.connections) this.link.ask('connections', { connections: this.connections }).catch(ignore);
        await next.reopen();
      }
    } finally {
      this.reopening = false;
    }
  }

  private nextLost(): Session | undefined {
    return [...this.sessions.values()].find((session) => session.state === 'lost');
  }
}

/** What the compiler threw was told by `fault`; what was lost with the worker by `onLost`. */
const ignore = () => {};

/**
 * - `closed`: no document was opened yet, or the text was none
 * - `open`: the worker has it
 * - `lost`: it has to be opened again
 * - `reopening`: that is under way; a loss now means that this document is the cause
 * - `stopped`: the compiler cannot take the document as it is; the next change tries again
 */
type State = 'closed' | 'open' | 'lost' | 'reopening' | 'stopped';

class Session implements CompileSession {
  state: State = 'closed';
  private readonly number: number;
  private readonly link: WorkerLink<Questions, AnalysisEvent>;
  private readonly handlers: SessionHandlers;
  private readonly owner: { ended(): void; reopen(): void };
  /** While it is reopened: changes that are not in the text that is read again, until the worker has been sent both. */
  private behind: DocumentChange[] = [];
  private posted = false;
  /** Whether the document has changed since it was read to be opened again: what it hangs on may have gone. */
  private changed = false;
  private ports: PortTypes | undefined;
  private sqlWanted = false;
  private ended = false;

  constructor(
    number: number,
    link: WorkerLink<Questions, AnalysisEvent>,
    handlers: SessionHandlers,
    owner: { ended(): void; reopen(): void },
  ) {
    this.number = number;
    this.link = link;
    this.handlers = handlers;
    this.owner = owner;
  }

  async open(text: string): Promise<Opened> {
    this.state = 'closed';
    this.ports = undefined;
    const opened = await this.link.ask('open', { session: this.number, text, revision: 0 });
    if (opened.document && !this.ended) {
      this.state = 'open';
      this.wantSql(this.sqlWanted);
    }
    return opened;
  }

  edit(change: DocumentChange): void {
    if (this.state === 'stopped') {
      this.state = 'lost';
      this.owner.reopen();
      return;
    }
    if (this.state === 'reopening') this.changed = true;
    if (this.state === 'reopening' && !this.posted) this.behind.push(change);
    else this.tell('edit', { session: this.number, ...change });
  }

  setPlanner(ports: PortTypes): void {
    this.ports = ports;
    this.tell('planner', { session: this.number, ports });
  }

  wantSql(wanted: boolean): void {
    this.sqlWanted = wanted;
    this.tell('sql', { session: this.number, wanted });
  }

  end(): void {
    this.ended = true;
    if (this.state === 'open') this.link.ask('close', { session: this.number }).catch(ignore);
    this.state = 'closed';
    this.owner.ended();
  }

  take(delta: AnalysisDelta): void {
    // A worker that threw still has the document as it was before, and analyses it when connections change.
    const isOlder = this.state === 'lost' || this.state === 'stopped' || (this.state === 'reopening' && !this.posted);
    if (!this.ended && !isOlder) this.handlers.analysis(delta);
  }

  lost(fault: WorkerFault): void {
    if (this.state === 'open') {
      this.state = 'lost';
      this.handlers.fault(fault);
    } else if (this.state === 'reopening') this.stop(fault);
  }

  /** Settles when the document is analysed again, or cannot be. */
  async reopen(): Promise<void> {
    this.state = 'reopening';
    this.posted = false;
    this.changed = false;
    this.behind = [];
    try {
      const { text, revision } = await this.handlers.source();
      if (this.state !== 'reopening') return;
      const session = this.number;
      const answers = [
        this.link.ask('open', { session, text, revision }),
        ...this.behind.map((change) => this.link.ask('edit', { session, ...change })),
        ...(this.ports ? [this.link.ask('planner', { session, ports: this.ports })] : []),
        this.link.ask('sql', { session, wanted: this.sqlWanted }),
      ];
      this.posted = true;
      await Promise.all(answers);
      if (this.state === 'reopening') this.state = 'open';
    } catch (e) {
      if (this.state === 'reopening') this.stop(e instanceof WorkerFault ? e : new WorkerFault('failed', String(e)));
    }
  }

  private stop(fault: WorkerFault): void {
    this.handlers.fault(fault);
    this.state = this.changed ? 'lost' : 'stopped';
    if (this.changed) this.owner.reopen();
  }

  /** Tells the worker, where it has the document or gets it before this. */
  private tell<K extends 'edit' | 'planner' | 'sql'>(kind: K, question: Questions[K]['ask']): void {
    if (this.state !== 'open' && !(this.state === 'reopening' && this.posted)) return;
    this.link.ask<'edit' | 'planner' | 'sql'>(kind, question).catch((fault: WorkerFault) => {
      if (fault.code !== 'failed') return;
      if (this.state === 'reopening') this.stop(fault);
      if (this.state !== 'open') return;
      // The worker may have taken half of a change: it gets the whole document again.
      this.handlers.fault(fault);
      this.state = 'lost';
      this.owner.reopen();
    });
  }
}
