// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/dom';
import { beforeEach, describe, expect, test } from 'vitest';
import { type EditorOnScreen, openEditor, renderInEditor } from './testing/render-in-editor.tsx';
import type { TestEditor } from './testing/test-editor.ts';
import { useFlowEditor } from './use-editor.ts';
import { useKeys } from './use-keys.ts';

/** What stands in an editor, as far as keys tell parts of it apart. */
function Parts() {
  const editor = useFlowEditor();
  useKeys(editor);
  return (
    <div
      className="editor"
      ref={(root) => {
        editor.root = root ?? undefined;
      }}
    >
      <input aria-label={`field of ${editor.flow}`} />
      <button type="button">{`button of ${editor.flow}`}</button>
      <div className="inspector__form" tabIndex={-1} title={`form of ${editor.flow}`} />
    </div>
  );
}

let f: TestEditor;
let g: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  f = await openEditor();
  screen = await renderInEditor(f, <Parts />);
  g = await openEditor(undefined, f.page, 'g');
  await renderInEditor(g, <Parts />);
  f.select('emea');
  g.select('emea');
  document.body.focus();
});

const has = (editor: TestEditor) => editor.nodes.includes('emea');
const use = (name: string) => screen.page.getByRole('button', { name }).focus();

describe('a key', () => {
  test('is meant for the editor that has the cursor', async () => {
    use('button of g');
    await screen.user.keyboard('{Delete}');
    expect([has(f), has(g)]).toEqual([true, false]);
  });

  test('that is pressed outside of both is meant for the one that was used last', async () => {
    await screen.user.click(screen.page.getByRole('button', { name: 'button of g' }));
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
    await screen.user.keyboard('{Delete}');
    expect([has(f), has(g)]).toEqual([true, false]);
    use('button of f');
    const { activeElement: now } = document;
    if (now instanceof HTMLElement) now.blur();
    await screen.user.keyboard('{Delete}');
    expect([has(f), has(g)]).toEqual([false, false]);
  });

  test('in a field is text, but for those that work there', async () => {
    screen.page.getByRole('textbox', { name: 'field of f' }).focus();
    await screen.user.keyboard('pr{Backspace}{Delete}');
    expect(has(f)).toBe(true);
    expect(f.editor.ui.state.dialog).toBeUndefined();
    const left: string[] = [];
    f.editor.canvas.viewport.focusNode = (id) => void left.push(id);
    await screen.user.keyboard('{Escape}');
    expect([left, f.selection]).toEqual([['emea'], ['emea']]);
  });

  test('of a button is its own: arrows and Enter, not letters', async () => {
    use('button of f');
    await screen.user.keyboard('{ArrowRight}{Enter}');
    expect(f.selection).toEqual(['emea']);
    expect(f.editor.ui.state.focus).toBeUndefined();
    await screen.user.keyboard('r');
    expect(f.editor.ui.state.dialog).toBe('run');
  });

  test('that waits for a field to be loaded is text', async () => {
    screen.page.getByTitle('form of f').focus();
    await screen.user.keyboard('r{Delete}');
    expect(has(f)).toBe(true);
    expect(f.editor.ui.state.dialog).toBeUndefined();
  });

  test.each(['<div class="cds--modal is-visible"></div>', '<div class="add-menu"></div>'])(
    'is left to what is open above the editor: %s',
    async (html) => {
      const above = document.body.appendChild(document.createElement('div'));
      above.innerHTML = html;
      use('button of f');
      await screen.user.keyboard('{Delete}');
      above.remove();
      expect(has(f)).toBe(true);
    },
  );

  test('that somebody else has handled does nothing', async () => {
    const button = screen.page.getByRole('button', { name: 'button of f' });
    button.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
    button.focus();
    await screen.user.keyboard('{Delete}');
    expect(has(f)).toBe(true);
  });

  test('with Alt belongs to the browser', async () => {
    use('button of f');
    await screen.user.keyboard('{Alt>}r{/Alt}');
    expect(f.editor.ui.state.dialog).toBeUndefined();
  });

  test('with Ctrl is taken from the browser only where it means something', () => {
    use('button of f');
    const press = (key: string) =>
      fireEvent.keyDown(screen.page.getByRole('button', { name: 'button of f' }), { key, ctrlKey: true });
    expect([press('s'), press('k')]).toEqual([false, true]);
  });
});

describe('the clipboard', () => {
  const event = (kind: 'copy' | 'cut' | 'paste', target: Element, text = '') => {
    const data = new Map([['text/plain', text]]);
    const clipboardData = {
      setData: (type: string, value: string) => data.set(type, value),
      getData: (type: string) => data.get(type) ?? '',
    };
    const happened = Object.assign(new Event(kind, { bubbles: true, cancelable: true }), { clipboardData });
    target.dispatchEvent(happened);
    return { text: data.get('text/plain') ?? '', taken: happened.defaultPrevented };
  };
  const button = (name: string) => screen.page.getByRole('button', { name });

  test('takes nodes from one editor to the other', () => {
    use('button of f');
    const copied = event('copy', button('button of f'));
    expect(copied.taken).toBe(true);
    expect(copied.text).toContain('emea');
    use('button of g');
    expect(event('paste', button('button of g'), copied.text).taken).toBe(true);
    expect([f.nodes.length, g.nodes.length]).toEqual([4, 5]);
  });

  test('cuts what is selected', () => {
    use('button of f');
    expect(event('cut', button('button of f')).text).toContain('emea');
    expect(has(f)).toBe(false);
  });

  test('in a field is for its text', () => {
    const field = screen.page.getByRole('textbox', { name: 'field of f' });
    field.focus();
    for (const kind of ['copy', 'cut', 'paste'] as const) expect(event(kind, field, 'text').taken).toBe(false);
    expect(f.nodes).toHaveLength(4);
  });

  test('with nothing selected, or with a text that is no nodes, is left to the browser', () => {
    f.select();
    use('button of f');
    expect(event('copy', button('button of f')).taken).toBe(false);
    expect(event('paste', button('button of f'), 'a text').taken).toBe(false);
    expect(f.nodes).toHaveLength(4);
  });
});

test('an editor that is left gets no keys', async () => {
  await screen.shown.again(null);
  use('button of g');
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement) activeElement.blur();
  await screen.user.keyboard('{Delete}');
  expect([has(f), has(g)]).toEqual([true, false]);
});
