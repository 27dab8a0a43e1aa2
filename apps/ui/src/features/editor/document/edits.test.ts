import { editText, type FlowDocument, parseFlow } from '@headrace/flow';
import { type Draft, enablePatches, produceWithPatches } from 'immer';
import { expect, test } from 'vitest';
import { editsFromPatches, setAt, valueAt } from './edits.ts';

enablePatches();

const text = `# written by hand
apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f, owner: me}
spec:
  nodes:
    # the source
    a:
      type: kafka-source
      config:
        topic: ORDERS # busy
        columns:
          - {name: id, type: STRING} # first
          - {name: price, type: DOUBLE}
  layout:
    a: {x: 0, y: 0}
`;

function after(recipe: (draft: Draft<FlowDocument>) => void): { text: string; document: FlowDocument } {
  const { document } = parseFlow(text);
  if (!document) throw new Error('the sample is no flow');
  const [next, patches] = produceWithPatches(document, (draft) => {
    recipe(draft);
  });
  return { text: editText(text, editsFromPatches(patches, next)), document: next };
}

const config = (draft: Draft<FlowDocument>) =>
  draft.spec.nodes.a?.config as { topic: string; columns: { name: string; type: string }[] };

test('the edited text reads as the edited document', () => {
  const recipes: ((draft: Draft<FlowDocument>) => void)[] = [
    (d) => {
      config(d).topic = 'STOCK';
    },
    (d) => {
      config(d).columns.splice(0, 1);
    },
    (d) => {
      config(d).columns.reverse();
    },
    (d) => {
      config(d).columns.push({ name: 'n', type: 'INT' });
    },
    (d) => {
      d.spec.nodes.b = { type: 'filter', from: 'a' };
    },
    (d) => {
      delete d.spec.nodes.a;
      delete d.spec.layout?.a;
    },
    (d) => {
      delete d.spec.layout;
    },
  ];
  for (const recipe of recipes) {
    const { text: edited, document } = after(recipe);
    expect(parseFlow(edited).document).toEqual(document);
  }
});

test('comments and unknown keys around a change stay', () => {
  const { text: edited } = after((d) => {
    config(d).topic = 'STOCK';
  });
  expect(edited).toBe(text.replace('ORDERS', 'STOCK'));
});

test('a change inside a list touches only its item', () => {
  const { text: edited } = after((d) => {
    const price = config(d).columns[1];
    if (price) price.type = 'FLOAT';
  });
  expect(edited).toBe(text.replace('DOUBLE', 'FLOAT'));
});

test('values are set and removed at paths', () => {
  const root = { list: [{ a: 1 }, { a: 2 }] };
  setAt(root, ['list', 1, 'a'], 3);
  setAt(root, ['made', 'here'], true);
  setAt(root, ['list', 0], undefined);
  expect(root).toEqual({ list: [{ a: 3 }], made: { here: true } });
  expect(valueAt(root, ['list', 0, 'a'])).toBe(3);
  expect(valueAt(root, ['nothing', 'here'])).toBeUndefined();
});
