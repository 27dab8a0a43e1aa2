import { Button } from '@carbon/react';
import { Download } from '@carbon/react/icons';
import { useEffect, useMemo } from 'react';
import SqlView from '../../code/sql-view.tsx';
import { tell } from '../../compile/client.ts';
import { useAnalysis } from '../../compile/store.ts';
import { useDocument } from '../../document/store.ts';
import { download, fileName } from '../../format/download.ts';
import { selectedNode, useEditor } from '../state.ts';
import { rangesOf } from './ranges.ts';
import './sql.scss';

/** The SQL of the whole flow, the selected node's part marked. */
export default function SqlPanel() {
  useWantSql();
  const sql = useAnalysis((s) => s.sql);
  const node = useEditor(selectedNode);
  const flow = useDocument((s) => s.document?.metadata.name ?? 'flow');
  const marked = useMemo(() => (sql && node !== undefined ? rangesOf(sql, node) : []), [sql, node]);
  if (!sql || sql.text.trim() === '')
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

let wanting = 0;

/** The worker prints SQL only while somebody reads it. */
export function useWantSql(): void {
  useEffect(() => {
    if (wanting++ === 0) tell({ kind: 'sql', wanted: true });
    return () => {
      if (--wanting === 0) tell({ kind: 'sql', wanted: false });
    };
  }, []);
}
