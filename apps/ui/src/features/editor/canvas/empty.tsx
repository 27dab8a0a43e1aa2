import { Button } from '@carbon/react';
import { Add } from '@carbon/react/icons';
import { nodeTypes, takesInput } from '../catalogue.ts';
import { createNode } from '../create-node.ts';
import { useDocument, useFlowEditor } from '../use-editor.ts';

/** What an empty canvas says: how to begin. */
export function EmptyCanvas() {
  const editor = useFlowEditor();
  const empty = useDocument(({ document }) => {
    const { nodes, comments = {} } = document?.spec ?? {};
    return nodes !== undefined && Object.keys(nodes).length + Object.keys(comments).length === 0;
  });
  const sources = nodeTypes.filter((type) => !takesInput(type));
  if (!empty) return null;
  return (
    <div className="canvas-empty">
      <div>
        <h2>Begin with events</h2>
        <p>A flow starts with a source. Then drag from its port, or press c, to add what happens next.</p>
        {sources.map((type) => (
          <Button
            key={type.type}
            size="md"
            renderIcon={Add}
            onClick={() => createNode(editor, type, editor.canvas.viewport.middle(type.type))}
          >
            Add {type.title.toLowerCase()}
          </Button>
        ))}
      </div>
    </div>
  );
}
