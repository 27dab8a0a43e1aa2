import { Button } from '@carbon/react';
import { Download } from '@carbon/react/icons';
import { useEffect, useMemo } from 'react';
import { download, fileName } from '../../../lib/format/download.ts';
import SqlView from '../../../ui/code/sql-view.tsx';
import { selectedNode } from '../state.ts';
import { useAnalysis, useDocument, useEditorUi, useFlowEditor } from '../use-editor.ts';
import { rangesOf } from './ranges.ts';
import './sql.scss';

/** The SQL of the whole flow, the selected node's part marked. */
export default function SqlPanel() {
  useWantSql();
  const sql = useAnalysis((s) => s.sql);
  const node = useEditorUi(selectedNode);
  const flow = useDocument((s) => s.document?.metadata.name ?? 'flow');
  const marked = useMemo(() => (sql && node !== undefined ? rangesOf(sql, node) : []), [sql, node]);
  // Settings alone are of no node.
  if (!sql || sql.spans.length === 0)
    return <p className="sql__none">The SQL appears here as soon as a node is valid.</p>;
  return (
    <div className="sql">
      <SqlView text={sql.text} marked={marked} />
      <Button
        className="sql__download"
        kind="ghost"
        size="sm"
        renderIcon={Download}
        onClick={() => download(fileName(flow, 'sql'), sql.text, 'application/sql')}
      >
        Download
      </Button>
    </div>
  );
}

/** The worker prints SQL only while somebody reads it. */
export function useWantSql(): void {
  const editor = useFlowEditor();
  useEffect(() => editor.readSql(), [editor]);
}
