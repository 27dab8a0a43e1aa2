import { Menu, MenuItem, MenuItemDivider } from '@carbon/react';
import { useCanvas, useFlowEditor } from '../../use-editor.ts';
import type { MenuAt } from '../canvas-model.ts';
import { linesOf } from './items.ts';

/** The context menu of the canvas, if it is open. */
export function CanvasMenu() {
  const at = useCanvas((s) => s.menu);
  return at ? <OpenMenu key={`${at.x} ${at.y}`} at={at} /> : null;
}

function OpenMenu({ at }: { at: MenuAt }) {
  const editor = useFlowEditor();
  const lines = linesOf(editor, at);
  return (
    <Menu open label={labelOf(at)} size="sm" x={at.x} y={at.y} onClose={editor.canvas.closeMenu}>
      {lines.map((line, i) =>
        line === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an open menu do not change
          <MenuItemDivider key={i} />
        ) : (
          <MenuItem
            key={line.label}
            label={line.label}
            shortcut={line.shortcut ?? ''}
            disabled={line.isDisabled}
            kind={line.isDanger ? 'danger' : 'default'}
            onClick={() => line.act()}
          />
        ),
      )}
    </Menu>
  );
}

function labelOf({ target }: MenuAt): string {
  if (target.kind === 'canvas') return 'Canvas';
  if (target.kind === 'edge') return target.edge.ariaLabel ?? 'Connection';
  return target.kind === 'comment' ? 'Comment' : target.element.id;
}
