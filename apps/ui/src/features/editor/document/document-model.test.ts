import { type Edit, editText, inverseEdits, parseFlow } from '@headrace/flow';
import fc from 'fast-check';
import { applyPatches, type Patch } from 'immer';
import { describe, expect, test } from 'vitest';
import { typeOf } from '../catalogue.ts';
import { DocumentModel } from './document-model.ts';
import type { Upgrade } from './history.ts';
import { rename, setOutput, setValue, setValues } from './operations/config.ts';
import { connect, disconnect } from './operations/connections.ts';
import { moveItems, removeItems } from './operations/items.ts';
import { addNode } from './operations/nodes.ts';

const text = `# kept
apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata:
  name: f
spec:
  nodes:
    # where they come from
    a:
      type: kafka-source
      config: {topic: T}
    b:
      type: filter
      from: a
      config:
        # agreed
        expression: x > 1
    c: {type: filter, from: b.unmatched}
`;

/** A model, the text that follows its edits, and the tree that follows its patches. */
class Followed {
  readonly model: DocumentModel;
  readonly edits: Edit[] = [];
  mirror: unknown;

  constructor(from = text) {
    const { document } = parseFlow(from);
    if (!document) throw new Error('The text is not a flow.');
    this.model = new DocumentModel(document);
    this.mirror = document;
    this.model.onChange((patches, edits) => {
      this.edits.push(...edits);
      this.mirror = applyPatches(this.mirror as object, patches as Patch[]);
    });
  }

  get text(): string {
    return editText(text, this.edits);
  }

  get undoable(): number {
    return this.model.store.getState().history.done.length;
  }
}

const upgradeOfB = (model: DocumentModel): Upgrade => {
  const before = model.current.spec.nodes.b as Upgrade['before'];
  const edits: Edit[] = [
    { path: ['config', 'expression'], rename: 'condition' },
    { path: ['version'], value: 2 },
  ];
  const inDocument = (all: readonly Edit[]) => all.map((e) => ({ ...e, path: ['spec', 'nodes', 'b', ...e.path] }));
  const { expression, ...config } = before.config ?? {};
  return {
    name: 'b',
    before,
    after: {
      ...before,
      config: { ...config, ...(expression === undefined ? {} : { condition: expression }) },
      version: 2,
    },
    forth: inDocument(edits),
    back: inDocument(inverseEdits(before, edits)),
  };
};

describe('a gesture', () => {
  test('that changes nothing is none', () => {
    const { model, edits } = new Followed();
    setValue(model, 'b', ['config', 'expression'], 'x > 1');
    model.gesture('Nothing', () => {});
    expect(edits).toEqual([]);
    expect(model.store.getState().history.done).toEqual([]);
  });

  test('in the same field continues the one before, until the field is left', () => {
    const followed = new Followed();
    const { model } = followed;
    for (const typed of ['y', 'y >', 'y > 2']) setValue(model, 'b', ['config', 'expression'], typed);
    expect(followed.undoable).toBe(1);
    model.endGesture();
    setValue(model, 'b', ['config', 'expression'], 'y > 3');
    expect(followed.undoable).toBe(2);
    model.undo();
    expect(model.current.spec.nodes.b?.config?.expression).toBe('y > 2');
    model.undo();
    expect(followed.text).toBe(text);
  });

  test('in another field is a step of its own', () => {
    const followed = new Followed();
    setValue(followed.model, 'b', ['config', 'expression'], 'y');
    setValue(followed.model, 'a', ['config', 'topic'], 'U');
    setValue(followed.model, 'b', ['config', 'expression'], 'z');
    expect(followed.undoable).toBe(3);
  });

  test('after an undo takes away what could be done again', () => {
    const { model } = new Followed();
    setValue(model, 'a', ['config', 'topic'], 'U');
    model.undo();
    setValue(model, 'a', ['config', 'topic'], 'V');
    model.redo();
    expect(model.current.spec.nodes.a?.config?.topic).toBe('V');
  });

  test('that is continued after an undo is a step of its own', () => {
    const followed = new Followed();
    const { model } = followed;
    setValue(model, 'a', ['config', 'topic'], 'U');
    model.undo();
    model.redo();
    setValue(model, 'a', ['config', 'topic'], 'V');
    expect(followed.undoable).toBe(2);
  });

  test('without an open flow does nothing', () => {
    const model = new DocumentModel();
    model.gesture('Change', (draft) => {
      draft.metadata.name = 'g';
    });
    model.undo();
    model.redo();
    expect(model.opened).toBeUndefined();
    expect(() => model.current).toThrow('No flow is open.');
  });

  test('of an earlier flow cannot be undone in the next one', () => {
    const { model } = new Followed();
    setValue(model, 'a', ['config', 'topic'], 'U');
    const next = parseFlow(text.replace('name: f', 'name: g')).document;
    model.load(next);
    model.undo();
    expect(model.current).toBe(next);
  });

  test('is told until the listener has ended', () => {
    const { model } = new Followed();
    let told = 0;
    const end = model.onChange(() => told++);
    setValue(model, 'a', ['config', 'topic'], 'U');
    end();
    setValue(model, 'a', ['config', 'topic'], 'V');
    expect(told).toBe(1);
  });

  test('with an upgrade is undone and done again as one, in the text too', () => {
    const followed = new Followed();
    const { model } = followed;
    const condition = (value: string) =>
      model.gesture(
        'Change b',
        (draft) => {
          Object.assign(draft.spec.nodes.b?.config ?? {}, { condition: value });
        },
        'b/condition',
        value === 'y' ? upgradeOfB(model) : undefined,
      );
    condition('y');
    condition('y > 2');
    const upgraded = text.replace('        expression: x > 1\n', '        condition: y > 2\n      version: 2\n');
    expect(followed.text).toBe(upgraded);
    model.undo();
    expect(followed.text).toBe(text);
    model.redo();
    expect(followed.text).toBe(upgraded);
    expect(followed.mirror).toEqual(model.current);
  });
});

describe('whatever is done, undone and done again', () => {
  const names = ['a', 'b', 'c', 'filter', 'd e'];
  const name = fc.constantFrom(...names);
  const value = fc.constantFrom<unknown>('x', 1, undefined, ['p'], { q: 1 }, ['p', 'q']);
  const gestures: fc.Arbitrary<(model: DocumentModel) => void>[] = [
    fc.tuple(name, fc.constantFrom('expression', 'topic', 'list'), value).map(([node, key, to]) => (m) => {
      if (m.current.spec.nodes[node]) setValue(m, node, ['config', key], to);
    }),
    fc.tuple(name, value, value).map(([node, one, two]) => (m) => {
      if (!m.current.spec.nodes[node]) return;
      setValues(m, node, [
        [['config', 'one'], one],
        [['config', 'two', 'inside'], two],
      ]);
    }),
    fc.tuple(name, name).map(([from, to]) => (m) => {
      if (m.current.spec.nodes[from] && !m.current.spec.nodes[to]) rename(m, from, to);
    }),
    name.map((node) => (m) => void addNode(m, node, { type: 'filter', config: {} }, { x: 1, y: 2 })),
    name.map((node) => (m) => {
      if (m.current.spec.nodes[node]) removeItems(m, { nodes: [node], comments: [] });
    }),
    fc.tuple(name, fc.integer({ min: 0, max: 9 })).map(([node, x]) => (m) => {
      if (m.current.spec.nodes[node]) moveItems(m, { nodes: new Map([[node, { x, y: x }]]), comments: new Map() });
    }),
    fc.tuple(name, name).map(([node, to]) => (m) => {
      if (m.current.spec.nodes[node]) setOutput(m, node, { rename: { x: to }, remove: [to] });
    }),
    fc.constant((m: DocumentModel) => m.endGesture()),
    fc.constant((m: DocumentModel) => m.undo()),
    fc.constant((m: DocumentModel) => m.undo()),
    fc.constant((m: DocumentModel) => m.redo()),
  ];
  const script = fc.array(fc.oneof(...gestures), { maxLength: 25 });

  test('the text and the tree of whoever follows say the same as the document', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const followed = new Followed();
        for (const step of steps) step(followed.model);
        expect(followed.mirror).toEqual(followed.model.current);
        expect(parseFlow(followed.text).document).toEqual(followed.model.current);
      }),
      { numRuns: 150 },
    );
  });

  test('undoing everything gives the document back, and doing it all again the other one', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const followed = new Followed();
        const { model } = followed;
        const first = model.current;
        for (const step of steps) step(model);
        const last = model.current;
        const count = followed.undoable;
        for (let i = 0; i < count; i++) model.undo();
        expect(model.current).toEqual(first);
        expect(parseFlow(followed.text).document).toEqual(first);
        for (let i = 0; i < count; i++) model.redo();
        expect(model.current).toEqual(last);
      }),
      { numRuns: 150 },
    );
  });
});

test('a line that is drawn and removed leaves the text as it was', () => {
  const followed = new Followed();
  const { model } = followed;
  addNode(model, 'd', { type: 'filter' }, { x: 0, y: 0 });
  connect(model, { node: 'a', port: undefined }, { node: 'd', port: 'in' }, typeOf('filter'));
  expect(model.current.spec.nodes.d?.from).toBe('a');
  disconnect(model, [{ node: 'd', port: 'in' }]);
  model.undo();
  model.undo();
  model.undo();
  expect(followed.text).toBe(text);
});
