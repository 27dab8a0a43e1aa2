import { useMemo } from 'react';
import SqlView from '../../../ui/code/sql-view.tsx';
import { useAnalysis } from '../use-editor.ts';
import { rangesOf } from './ranges.ts';
import { useWantSql } from './sql-panel.tsx';

const nothing = [] as const;

/** Only the statements of one node. */
export default function NodeSql({ node }: { node: string }) {
  useWantSql();
  const sql = useAnalysis((s) => s.sql);
  const text = useMemo(
    () =>
      sql
        ? rangesOf(sql, node)
            .map((r) => sql.text.slice(r.start, r.end))
            .join(';\n\n')
        : '',
    [sql, node],
  );
  if (text === '') return <p className="sql__none">This node has no SQL until it is valid.</p>;
  return <SqlView text={text} marked={nothing} />;
}
