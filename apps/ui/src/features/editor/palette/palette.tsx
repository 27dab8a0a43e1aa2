import type { NodeType } from '@headrace/flow';
import { useState } from 'react';
import { SearchField } from '../../../ui/search-field.tsx';
import { writeComment } from '../canvas/comments/write.ts';
import { dragKind } from '../canvas/drop.ts';
import { freePlace } from '../canvas/free-place.ts';
import { groups, nodeTypes, takesInput, typeOf } from '../catalogue.ts';
import { runCommand } from '../commands.ts';
import { createNode } from '../create-node.ts';
import type { FlowEditor } from '../flow-editor.ts';
import { NodeIcon } from '../node-icon.tsx';
import { selectedNode } from '../state.ts';
import { useFlowEditor } from '../use-editor.ts';
import { commentWords, PaletteComment } from './palette-comment.tsx';
import './palette.scss';

/** The node types, by group, and comments: drag one onto the canvas, or press Enter to put it behind the selected node. */
export function Palette() {
  const editor = useFlowEditor();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = nodeTypes.filter((type) => `${type.title} ${type.description}`.toLowerCase().includes(wanted));
  const comment = commentWords.toLowerCase().includes(wanted);
  const addFirst = () => {
    const first = found[0];
    if (!(first || comment)) return;
    setSearch('');
    if (first) add(editor, first);
    else writeComment(editor);
  };
  return (
    <div className="palette">
      <SearchField
        inputRef={(field) => {
          editor.fields.paletteSearch = field;
        }}
        size="md"
        label="Search the palette"
        placeholder="Search  ( / )"
        value={search}
        change={setSearch}
        leave={() => runCommand(editor, 'leave')}
        enter={addFirst}
      />
      {groups.map(([group, title]) => {
        const types = found.filter((type) => type.group === group);
        return types.length === 0 ? null : (
          <div key={group}>
            <h2 className="palette__group">{title}</h2>
            {types.map((type) => (
              <PaletteItem key={type.type} type={type} />
            ))}
          </div>
        );
      })}
      {comment && <PaletteComment />}
      {found.length === 0 && !comment && (
        <p className="palette__none">No node type has that in its name or description.</p>
      )}
    </div>
  );
}

function PaletteItem({ type }: { type: NodeType }) {
  const editor = useFlowEditor();
  return (
    <button
      type="button"
      className="palette__item"
      title={type.description}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(dragKind, type.type);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => add(editor, type)}
    >
      <NodeIcon type={type.type} />
      <span>{type.title}</span>
    </button>
  );
}

/** Behind the selected node when it has an output and the type an input; else where there is room. */
function add(editor: FlowEditor, type: NodeType): void {
  const { current } = editor.document;
  const selected = selectedNode(editor.ui.state);
  const port = typeOf(current.spec.nodes[selected ?? '']?.type)?.outputs[0];
  const origin = selected !== undefined && port && takesInput(type) ? { node: selected, port: port.name } : undefined;
  const name = createNode(editor, type, freePlace(current, origin?.node), origin);
  requestAnimationFrame(() => {
    const cursor = document.activeElement;
    editor.canvas.viewport.focusNode(name);
    // The view moves to the new node; the cursor stays in its first field.
    if (cursor instanceof HTMLElement && cursor.closest('.inspector')) cursor.focus();
  });
}
