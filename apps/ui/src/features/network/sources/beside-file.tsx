import { Button } from '@carbon/react';
import { Close, DocumentAdd } from '@carbon/react/icons';
import { takeBeside, useNetwork } from '../store.ts';
import { FileButton } from './file-button.tsx';

interface BesideFileProps {
  readonly which: 'flinkDeployment' | 'connections';
  readonly label: string;
  readonly hint: string;
}

/** A file that the generator reads beside its settings. */
export function BesideFile({ which, label, hint }: BesideFileProps) {
  const file = useNetwork((s) => s.files[which]);
  return (
    <div className="network__beside">
      <span className="cds--label">{label}</span>
      {file ? (
        <Button kind="ghost" size="sm" renderIcon={Close} onClick={() => takeBeside({ [which]: undefined })}>
          {file.path}
          <span className="visually-hidden">: take away</span>
        </Button>
      ) : (
        <FileButton
          label={`Choose a ${label}`}
          icon={DocumentAdd}
          kind="file"
          take={([one]) => takeBeside({ [which]: one })}
        />
      )}
      <p className="cds--form__helper-text">{hint}</p>
    </div>
  );
}
