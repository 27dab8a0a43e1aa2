// @vitest-environment happy-dom
import type { PreviewEvent } from '@headrace/api';
import { ReactFlowProvider } from '@xyflow/react';
import type { DragEvent, FocusEvent, MouseEvent } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { sampleRun } from '../../../api/testing/samples.ts';
import { addComment, setCommentText } from '../document/operations/comments.ts';
import { type EditorOnScreen, openEditor, renderInEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import { CommentBox } from './comments/comment-box.tsx';
import { allowDrop, commentKind, dragKind, dropLine, dropType } from './drop.ts';
import { EdgeCard } from './edge-card/edge-card.tsx';
import type { CanvasEdge } from './elements.ts';
import { EmptyCanvas } from './empty.tsx';
import { FlowNodeBox } from './flow-node.tsx';
import { useMinimap } from './minimap.ts';
import { CanvasToolbar } from './toolbar.tsx';

let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  opened = await openEditor();
});
const show = async (node: React.ReactNode) => {
  screen = await renderInEditor(opened, <ReactFlowProvider>{node}</ReactFlowProvider>);
};
const button = (name: string | RegExp) => screen.page.getByRole('button', { name });
const send = (...events: PreviewEvent[]) =>
  screen.change(() => {
    const viewer = [...opened.page.server.viewers.values()].at(-1);
    for (const event of events) viewer?.event(event);
  });
const ports: PreviewEvent = { kind: 'ports', ports: { orders: [], emea: [], 'emea.unmatched': [] } };
const counts = (of: Record<string, number>): PreviewEvent => ({
  kind: 'rows',
  rows: [],
  counts: of,
  watermarks: { orders: Date.UTC(2026, 3, 7, 8) },
});

describe('a node on the canvas', () => {
  /** As the canvas library renders it. */
  const box = (id: string, type: string) => {
    const props = { id, data: { type }, selected: false, type: 'flow' } as unknown as Parameters<typeof FlowNodeBox>[0];
    return <FlowNodeBox {...props} />;
  };

  test('says what it does and how it is, and follows the document', async () => {
    await show(box('emea', 'filter'));
    expect(screen.page.getByTitle("region = 'EMEA'")).toBeTruthy();
    expect(screen.page.getByTitle('Valid')).toBeTruthy();
    await screen.change(() => opened.write('emea', 'expression', undefined));
    await screen.wait(1000);
    expect(screen.page.getByTitle('Not complete')).toBeTruthy();
  });

  test('counts what goes through each of its ports while a preview runs', async () => {
    await show(box('emea', 'filter'));
    await send(ports, counts({ emea: 1500, 'emea.unmatched': 3 }));
    expect(screen.page.getByTitle('1 500 events since the preview began').textContent).toBe('1.5 k');
    expect(screen.page.getByTitle('3 events since the preview began')).toBeTruthy();
  });

  test('of one port shows up to when events are complete', async () => {
    await show(box('orders', 'kafka-source'));
    await send(ports, counts({ orders: 1 }));
    expect(screen.page.getByTitle('Watermark 2026-04-07 08:00:00.000 UTC: no older event is expected')).toBeTruthy();
  });

  test('that writes counts what its input gives', async () => {
    await show(box('out', 'kafka-sink'));
    await send(ports, counts({ emea: 7 }));
    expect(screen.page.getByTitle('7 events since the preview began')).toBeTruthy();
  });

  test('counts for the run while there is no preview', async () => {
    await show(box('orders', 'kafka-source'));
    await screen.change(() => {
      opened.editor.previewKeeper.end();
      opened.page.server.putRun('f', sampleRun({ counts: { orders: { out: { orders: 42 } } } }));
    });
    expect(screen.page.queryByTitle('0 events since the preview began')).toBeNull();
    expect(screen.shown.text()).toContain('orders');
  });

  test('marks rows that were left out', async () => {
    await show(box('orders', 'kafka-source'));
    await send(ports, { kind: 'counts', nodes: { orders: { out: {}, unreadable: 3 } } });
    expect(screen.page.getByTitle(/3 messages could not be read/).textContent).toContain('3 unreadable');
  });
});

describe('the card of a connection', () => {
  beforeEach(() => show(<EdgeCard />));
  const { editor } = { editor: () => opened.editor };
  const edge = (): CanvasEdge => {
    const found = editor().canvas.state.edges[0];
    if (!found) throw new Error('there is no edge');
    return found;
  };
  const point = () => {
    const at = { clientX: 10, clientY: 10 };
    editor().canvas.edgeCard.showForPointer(at as MouseEvent, edge());
  };
  const card = () => screen.page.queryByRole('tooltip');

  test('opens when the pointer rests on it, with columns and what changes', async () => {
    await screen.change(point);
    expect(card()).toBeNull();
    await screen.wait(200);
    expect(card()?.textContent).toContain('orders → emea');
    expect(card()?.textContent).toContain('regionSTRING');
    expect(card()?.textContent).toContain('event_timeTIMESTAMP_LTZ(3), event time');
  });

  test('does not open for a pointer that only crosses it', async () => {
    await screen.change(point);
    await screen.wait(100);
    await screen.change(() => editor().canvas.edgeCard.hideSoon());
    await screen.wait(1000);
    expect(card()).toBeNull();
  });

  test('stays while the pointer is on it, and closes with Escape', async () => {
    await screen.change(point);
    await screen.wait(200);
    const shown = card();
    if (shown) await screen.user.hover(shown);
    await screen.change(() => editor().canvas.edgeCard.hideSoon());
    await screen.wait(1000);
    expect(card()).not.toBeNull();
    await screen.user.keyboard('{Escape}');
    expect(card()).toBeNull();
  });

  test('tells the rate only while a preview shows the port', async () => {
    await screen.change(point);
    await screen.wait(200);
    expect(card()?.textContent).toContain('The rate is shown while a preview runs.');
    await send(ports, counts({ orders: 12 }));
    expect(card()?.textContent).toContain('12 since the preview began');
  });

  test('does not open over a menu', async () => {
    editor().canvas.openMenu({ x: 0, y: 0, target: { kind: 'canvas' } });
    await screen.change(point);
    await screen.wait(200);
    expect(card()).toBeNull();
  });

  test('opens for an edge that has the cursor by keyboard only', async () => {
    const element = document.createElement('div');
    element.className = 'react-flow__edge';
    element.dataset.id = edge().id;
    let visible = false;
    Object.assign(element, { matches: () => visible });
    const focus = () => editor().canvas.edgeCard.showForFocus({ target: element } as unknown as FocusEvent);
    await screen.change(focus);
    expect(card()).toBeNull();
    visible = true;
    await screen.change(focus);
    expect(card()).not.toBeNull();
  });

  test('goes with its connection', async () => {
    await screen.change(point);
    await screen.wait(200);
    await screen.change(() => opened.select('emea'));
    await screen.change(() => opened.press('delete'));
    await screen.wait(1000);
    expect(card()).toBeNull();
  });
});

describe('a comment on the canvas', () => {
  let comment: string;
  beforeEach(async () => {
    comment = addComment(opened.editor.document, { x: 0, y: 0 });
    const props = { data: { comment }, selected: false } as unknown as Parameters<typeof CommentBox>[0];
    await show(<CommentBox {...props} />);
  });
  const text = () => opened.document.spec.comments?.[comment]?.text;

  test('is written after a double click, each key into the document, as one step of the history', async () => {
    expect(screen.shown.text()).toBe('Empty comment');
    await screen.user.dblClick(screen.page.getByText('Empty comment'));
    const field = screen.page.getByRole('textbox', { name: 'Comment' });
    expect(document.activeElement).toBe(field);
    await screen.user.type(field, 'why');
    expect(text()).toBe('why');
    await screen.user.tab();
    expect(opened.editor.canvas.state.writing).toBeUndefined();
    await screen.change(() => opened.press('undo'));
    expect(text()).toBe('');
  });

  test('is shown as text, whatever it holds', async () => {
    await screen.change(() => setCommentText(opened.editor.document, comment, '<b>bold</b>'));
    expect(screen.shown.text()).toBe('<b>bold</b>');
    expect(screen.shown.element.querySelector('b')).toBeNull();
  });
});

describe('what is dropped on the canvas', () => {
  const drop = (data: Record<string, string>) => {
    let prevented = false;
    const dataTransfer = { types: Object.keys(data), getData: (kind: string) => data[kind] ?? '' };
    const event = { dataTransfer, clientX: 500, clientY: 300, preventDefault: () => (prevented = true) };
    return { event: event as unknown as DragEvent, prevented: () => prevented };
  };

  test.each([
    [{ [dragKind]: 'filter' }, true],
    [{ [commentKind]: '' }, true],
    [{ 'text/plain': 'x' }, false],
    [{ Files: '' }, false],
  ])('may be %j: %s', (data, allowed) => {
    const { event, prevented } = drop(data);
    allowDrop(event);
    expect(prevented()).toBe(allowed);
  });

  test('is a node of the type, with its middle there', () => {
    dropType(opened.editor, drop({ [dragKind]: 'filter' }).event);
    expect(opened.document.spec.nodes[opened.nodes.at(-1) ?? '']?.type).toBe('filter');
    expect(opened.selection).toEqual([opened.nodes.at(-1)]);
  });

  test('is a comment, which is written at once', () => {
    dropType(opened.editor, drop({ [commentKind]: '' }).event);
    expect(Object.keys(opened.document.spec.comments ?? {})).toHaveLength(1);
    expect(opened.editor.canvas.state.writing).toBeDefined();
  });

  test('is nothing of a type that is not known', () => {
    const { event, prevented } = drop({ [dragKind]: 'teleport' });
    dropType(opened.editor, event);
    expect([prevented(), opened.nodes.length]).toEqual([false, 4]);
  });

  test('is a line that ends on nothing: the list of what can follow opens there', () => {
    const end = dropLine(opened.editor) as unknown as (event: object, state: object) => void;
    const from = { fromHandle: { type: 'source', id: 'out' }, fromNode: { id: 'emea' } };
    document.elementFromPoint = () => null;
    end({ clientX: 5, clientY: 6 }, { ...from, isValid: true });
    expect(opened.editor.canvas.state.addMenu).toBeUndefined();
    end({ clientX: 5, clientY: 6 }, { ...from, isValid: false, fromHandle: { type: 'target', id: 'in' } });
    expect(opened.editor.canvas.state.addMenu).toBeUndefined();
    end({ changedTouches: [{ clientX: 5, clientY: 6 }], touches: [] }, { ...from, isValid: false });
    expect(opened.editor.canvas.state.addMenu).toEqual({
      x: 5,
      y: 6,
      purpose: { kind: 'drawn', origin: { node: 'emea', port: 'out' } },
    });
  });

  test('is a line that ends anywhere on a node: it is connected, but for itself', () => {
    const root = document.body.appendChild(document.createElement('div'));
    opened.editor.root = root;
    const over = (id: string) => {
      root.innerHTML = '<div class="react-flow__node-flow"><p></p></div>';
      const node = root.firstElementChild;
      node?.setAttribute('data-id', id);
      document.elementFromPoint = () => root.querySelector('p');
    };
    const end = dropLine(opened.editor) as unknown as (event: object, state: object) => void;
    const from = (id: string) => ({ isValid: false, fromHandle: { type: 'source', id: 'out' }, fromNode: { id } });
    over('open');
    end({ clientX: 5, clientY: 6 }, from('orders'));
    expect(opened.document.spec.nodes.open?.from).toBe('orders');
    const before = opened.document;
    over('emea');
    end({ clientX: 5, clientY: 6 }, from('emea'));
    expect(opened.document).toBe(before);
    expect(opened.editor.canvas.state.addMenu).toBeUndefined();
    root.remove();
  });
});

describe('the toolbar', () => {
  beforeEach(() => show(<CanvasToolbar />));

  test('undoes and does again, and says what', async () => {
    expect(button('Undo')).toHaveProperty('disabled', true);
    await screen.change(() => opened.rename('other'));
    await screen.user.click(button('Undo: Rename the flow'));
    expect(opened.document.metadata.name).toBe('orders by region');
    await screen.user.click(button('Redo: Rename the flow'));
    expect(opened.document.metadata.name).toBe('other');
    expect(button('Redo')).toHaveProperty('disabled', true);
  });

  test('arranges, comments, and turns the map on and off', async () => {
    await screen.user.click(button('Arrange'));
    expect(Object.keys(opened.document.spec.layout ?? {})).toHaveLength(4);
    await screen.user.click(button('Comment'));
    expect(Object.keys(opened.document.spec.comments ?? {})).toHaveLength(1);
    await screen.user.click(button('Map'));
    expect(useMinimap.getState().shown).toBe(true);
    await screen.user.click(button('Map'));
    expect(useMinimap.getState().shown).toBe(false);
  });

  test('says how large the flow is drawn', () => {
    expect(screen.page.getByTitle('Draw at 100 % ( 1 )').textContent).toBe('100 %');
  });
});

describe('an empty canvas', () => {
  test('offers sources, and is gone with the first node; a comment is enough', async () => {
    await show(<EmptyCanvas />);
    expect(screen.shown.text()).toBe('');
    await screen.change(() => {
      opened.select(...opened.nodes);
      opened.press('delete');
    });
    expect(screen.shown.text()).toContain('Begin with events');
    await screen.user.click(button('Add event source'));
    expect(opened.nodes).toHaveLength(1);
    expect(screen.shown.text()).toBe('');
    await screen.change(() => opened.press('undo'));
    await screen.change(() => addComment(opened.editor.document, { x: 0, y: 0 }));
    expect(screen.shown.text()).toBe('');
  });
});
