// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { type EditorOnScreen, openEditor, renderInEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import { useIdle } from './use-idle.ts';

let opened: TestEditor;
let screen: EditorOnScreen;
/** How the view was moved: the node that stays in sight, and whether the whole flow was in sight before. */
let kept: [string, boolean][];
let isWhole: boolean;

function Idle() {
  return <output>{useIdle() ? 'idle' : 'shown'}</output>;
}

beforeEach(async () => {
  opened = await openEditor();
  kept = [];
  isWhole = true;
  const { viewport } = opened.editor.canvas;
  viewport.isWholeInSight = () => isWhole;
  viewport.keepInSight = (id, whole) => void kept.push([id, whole]);
  screen = await renderInEditor(opened, <Idle />);
});

const select = (...nodes: string[]) => screen.change(() => opened.select(...nodes));
const pointer = (kind: 'pointerdown' | 'pointerup' | 'pointercancel' | 'blur') =>
  screen.change(() => dispatchEvent(new Event(kind)));
const shown = () => screen.page.getByRole('status').textContent;

describe('the inspector', () => {
  test('takes room with the first selection, and keeps the node in sight once', async () => {
    expect(shown()).toBe('idle');
    await select('emea');
    expect([shown(), kept]).toEqual(['shown', [['emea', true]]]);
    await select('out');
    expect(kept).toHaveLength(1);
  });

  test('gives the room back when nothing is selected, and asks anew then', async () => {
    await select('emea');
    await select();
    expect(shown()).toBe('idle');
    isWhole = false;
    await select('out');
    expect(kept.at(-1)).toEqual(['out', false]);
    expect(kept).toHaveLength(2);
  });

  test.each(['pointerup', 'pointercancel', 'blur'] as const)(
    'waits while a mouse button is down, until %s',
    async (end) => {
      await pointer('pointerdown');
      await select('emea');
      expect([shown(), kept]).toEqual(['idle', []]);
      await pointer(end);
      expect([shown(), kept.length]).toEqual(['shown', 1]);
    },
  );

  test('does not take room for a selection that is gone when the button is up', async () => {
    await pointer('pointerdown');
    await select('emea');
    await select();
    await pointer('pointerup');
    expect([shown(), kept]).toEqual(['idle', []]);
  });
});
