import { ActionableNotification, Button } from '@carbon/react';
import { useState } from 'react';
import { sentenceOf } from '../../api/http.ts';
import { useFlows } from '../../api/queries.ts';
import { Ago } from '../../lib/format/moment.tsx';
import { fromBin } from './actions.ts';
import { useBin } from './bin-store.ts';

/** Deleted flows, and the way back. */
export function Bin({ report }: { report: (problem: string) => void }) {
  const flows = useFlows();
  const [open, setOpen] = useState(false);
  const justDeleted = useBin((s) => s.justDeleted);
  const deleted = flows.data?.filter((flow) => flow.deletedAt !== null) ?? [];
  const restore = (flow: (typeof deleted)[number]) =>
    void fromBin(flow).catch((error: unknown) => report(sentenceOf(error)));
  return (
    <>
      {justDeleted && (
        <ActionableNotification
          inline
          lowContrast
          kind="info"
          hasFocus={false}
          title={`${justDeleted.name} is in the bin.`}
          actionButtonLabel="Undo"
          onActionButtonClick={() => restore(justDeleted)}
          onClose={() => useBin.setState({ justDeleted: undefined })}
        />
      )}
      {deleted.length > 0 && (
        <details className="bin" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>Bin ({deleted.length})</summary>
          <ul>
            {(open ? deleted : []).map((flow) => (
              <li key={flow.id}>
                <span>{flow.name}</span>
                <span className="bin__when">
                  deleted <Ago time={flow.deletedAt ?? 0} />
                </span>
                <Button kind="ghost" size="sm" onClick={() => restore(flow)}>
                  Restore
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
