import { type Catalogue, type ConnectionView, createCompiler, editText, parseFlow } from '@headrace/flow';
import type { Asked, FromWorker } from '../lib/worker-link.ts';
import { Analyser } from './analyser.ts';
import type { AnalysisEvent, Opened, Picture, Questions } from './messages.ts';

type Send = (message: FromWorker<AnalysisEvent>) => void;

/** Answers questions to the compile worker, for any number of sessions. An exception in one leaves the others alone. */
export class CompileHost {
  private readonly catalogue: Catalogue;
  private readonly send: Send;
  private readonly later: (act: () => void) => void;
  private readonly sessions = new Map<number, Session>();
  private connections: readonly ConnectionView[] = [];

  /** @param later calls back when the messages that wait already have been received: a burst of edits is compiled once */
  constructor(catalogue: Catalogue, send: Send, later: (act: () => void) => void) {
    this.catalogue = catalogue;
    this.send = send;
    this.later = later;
  }

  receive(asked: Asked<Questions>): void {
    try {
      this.answer(asked);
    } catch (e) {
      this.send({ id: asked.id, fault: messageOf(e) });
    }
  }

  private answer(asked: Asked<Questions>): void {
    const { id } = asked;
    switch (asked.kind) {
      case 'open':
        this.send({ id, value: this.open(asked) });
        break;
      case 'edit':
        this.change(asked, (analyser) => analyser.edit(asked));
        break;
      case 'planner':
        this.change(asked, (analyser) => analyser.setPlanner(asked.ports));
        break;
      case 'sql':
        this.change(asked, (analyser) => {
          analyser.sqlWanted = asked.wanted;
        });
        break;
      case 'close':
        this.close(asked.session);
        this.send({ id, value: null });
        break;
      case 'connections':
        this.setConnections(asked.connections);
        this.send({ id, value: null });
        break;
      case 'picture':
        this.send({ id, value: this.picture(asked.text) });
        break;
      case 'patched':
        this.send({ id, value: editText(asked.text, asked.edits) });
        break;
    }
  }

  private open({ session: number, text, revision }: Questions['open']['ask']): Opened {
    this.close(number);
    const session = new Session(number, new Analyser(this.catalogue));
    session.analyser.connections = this.connections;
    this.sessions.set(number, session);
    const opened = session.analyser.open(text, revision);
    this.analyseSoon(session);
    return opened;
  }

  /** Whoever waits for an analysis of the session gets an answer all the same. */
  private close(number: number): void {
    for (const id of this.sessions.get(number)?.waiting ?? []) this.send({ id, value: null });
    this.sessions.delete(number);
  }

  private setConnections(connections: readonly ConnectionView[]): void {
    this.connections = connections;
    for (const session of this.sessions.values()) {
      session.analyser.connections = connections;
      this.analyseSoon(session);
    }
  }

  private change({ id, session: number }: { id: number; session: number }, act: (analyser: Analyser) => void): void {
    const session = this.sessions.get(number);
    if (!session) throw new Error(`There is no session ${number}.`);
    act(session.analyser);
    session.waiting.push(id);
    this.analyseSoon(session);
  }

  private analyseSoon(session: Session): void {
    if (session.scheduled) return;
    session.scheduled = true;
    this.later(() => {
      session.scheduled = false;
      if (this.sessions.get(session.number) === session) this.analyse(session);
    });
  }

  private analyse({ number, analyser, waiting }: Session): void {
    const ids = waiting.splice(0);
    try {
      const delta = analyser.analyse();
      if (delta) this.send({ event: { session: number, ...delta } });
      for (const id of ids) this.send({ id, value: null });
    } catch (e) {
      for (const id of ids) this.send({ id, fault: messageOf(e) });
    }
  }

  private picture(text: string): Picture {
    const { document } = parseFlow(text);
    if (!document) return { nodes: [], edges: [] };
    const { typed } = createCompiler(this.catalogue).compile(document, { connections: this.connections });
    const nodes = Object.entries(document.spec.nodes).map(([name, node], i) => {
      const at = document.spec.layout?.[name] ?? { x: i * 300, y: 0 };
      return { name, type: node.type, x: at.x, y: at.y };
    });
    return { nodes, edges: typed.edges.map((e) => ({ from: e.from.node, to: e.to.node })) };
  }
}

class Session {
  readonly number: number;
  readonly analyser: Analyser;
  /** Questions that are answered when the document has been analysed. */
  readonly waiting: number[] = [];
  scheduled = false;

  constructor(number: number, analyser: Analyser) {
    this.number = number;
    this.analyser = analyser;
  }
}

const messageOf = (e: unknown): string => (e instanceof Error ? e.message : String(e));
