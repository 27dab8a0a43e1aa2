import type { FlowDocument } from '@headrace/flow';
import { CompileWorker } from '../../../compile/compile-worker.ts';
import { LocalWorker } from '../../../compile/testing/local-worker.ts';
import { ManualClock, settled } from '../../../lib/testing/manual-clock.ts';
import { connectByHandles } from '../canvas/gestures.ts';
import { typeOf } from '../catalogue.ts';
import { runCommand } from '../commands.ts';
import { createNode } from '../create-node.ts';
import type { Draft } from '../document/drafts.ts';
import { setValue } from '../document/operations/config.ts';
import { moveItems } from '../document/operations/items.ts';
import { Editors } from '../editors.ts';
import type { FlowEditor } from '../flow-editor.ts';
import type { Command } from '../keys.ts';
import { TestServer } from './test-server.ts';

/** A page without a screen: a server, a compile worker and a clock, on which editors are opened. */
export class TestPage {
  readonly server = new TestServer();
  readonly clock = new ManualClock();
  readonly workers: LocalWorker[] = [];
  readonly drafts = new Map<string, Draft>();
  readonly worker = new CompileWorker(() => {
    const worker = new LocalWorker();
    this.configureWorker(worker);
    this.workers.push(worker);
    return worker;
  }, this.clock);
  /** What a test does to each worker that is started. */
  configureWorker: (worker: LocalWorker) => void = () => {};

  readonly editors = new Editors({
    transport: this.server,
    worker: this.worker,
    clock: this.clock,
    drafts: (flow, version) => {
      const key = version === undefined ? flow : `${flow}@${version}`;
      return {
        keep: (draft) => (draft ? this.drafts.set(key, structuredClone(draft)) : this.drafts.delete(key)),
        read: async () => this.drafts.get(key),
        end: () => {},
      };
    },
  });

  /** An editor of a flow of the server, opened as far as the server answers. */
  async open(flow: string, version?: number): Promise<TestEditor> {
    const editor = new TestEditor(this, this.editors.open(flow, version));
    await settled();
    return editor;
  }
}

/** Drives an editor by the gestures of a person, and tells what that person would see. */
export class TestEditor {
  readonly page: TestPage;
  readonly editor: FlowEditor;

  constructor(page: TestPage, editor: FlowEditor) {
    this.page = page;
    this.editor = editor;
  }

  get document(): FlowDocument {
    return this.editor.document.current;
  }

  get nodes(): string[] {
    return Object.keys(this.document.spec.nodes);
  }

  get selection(): readonly string[] {
    return this.editor.ui.state.selection;
  }

  /** Codes of what the problems tab shows. */
  get problems(): string[] {
    return this.editor.analysis.state.diagnostics.map(({ code }) => code);
  }

  select(...nodes: string[]): void {
    this.editor.ui.select(nodes);
  }

  /** A key, by what it means. */
  press(command: Command): void {
    runCommand(this.editor, command);
  }

  /** From the palette to a place of the canvas. @returns its name */
  drag(type: string, x = 0, y = 0): string {
    const known = typeOf(type);
    if (!known) throw new Error(`there is no node type ${type}`);
    return createNode(this.editor, known, { x, y });
  }

  /** Draws a line from the default port of a node to the first input of another. */
  connect(source: string, target: string): void {
    const port = typeOf(this.document.spec.nodes[source]?.type)?.outputs[0]?.name ?? null;
    connectByHandles(this.editor, { source, sourceHandle: port, target, targetHandle: 'in' });
  }

  move(node: string, x: number, y: number): void {
    moveItems(this.editor.document, { nodes: new Map([[node, { x, y }]]), comments: new Map() });
  }

  /** Types into a field of a node's form, and leaves it. */
  write(node: string, field: string, value: unknown): void {
    setValue(this.editor.document, node, ['config', field], value);
    this.editor.document.endGesture();
  }

  rename(name: string): void {
    this.editor.document.gesture('Rename the flow', (draft) => {
      draft.metadata.name = name;
    });
  }

  /** Lets time pass, and what waits for it happen. */
  async wait(ms: number): Promise<void> {
    await this.page.clock.advance(ms);
  }

  async leave(): Promise<void> {
    this.page.editors.close(this.editor);
    await settled();
  }
}
