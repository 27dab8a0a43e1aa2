import { CircleDash, ErrorFilled, WarningAltFilled } from '@carbon/react/icons';
import { type AnyDiagnostic, isStillMissing } from '@headrace/flow';
import type { ReactNode } from 'react';
import { CodeHelp } from '../../../ui/code-help/code-help.tsx';
import { FixButton } from '../problems/problems.tsx';
import { type Path, useForm } from './context.ts';

interface FrameProps {
  readonly path: Path;
  readonly description: string | undefined;
  /** Faults of the parts inside are shown there. */
  readonly exact?: boolean;
  /** The field shows its own faults by itself. */
  readonly faultsInside?: boolean;
  readonly children: ReactNode;
  /** What helps to fill it in; below its faults. */
  readonly help?: ReactNode;
}

/** A field with its hint and its faults right under it. */
export function FieldFrame(props: FrameProps) {
  const { path, description, exact = false, faultsInside = false, children, help } = props;
  const faults = useFaults(path, exact);
  return (
    <div className="field">
      {children}
      {!faultsInside && <Faults faults={faults} />}
      {description !== undefined && faults.length === 0 && <p className="field__hint">{description}</p>}
      {help}
    </div>
  );
}

/** The diagnostics of a field, and unless `exact` of what is inside it. */
export function useFaults(path: Path, exact = false): AnyDiagnostic[] {
  const { diagnostics } = useForm();
  return diagnostics.filter(({ place }) => {
    const at = place.path;
    if (at?.[0] !== 'config' || at.length < path.length + 1) return false;
    if (exact && at.length > path.length + 1) return false;
    return path.every((step, i) => String(at[i + 1]) === String(step));
  });
}

export function Faults({ faults }: { faults: readonly AnyDiagnostic[] }) {
  return faults.map((fault) => (
    <div
      key={fault.code + fault.message}
      className={`fault fault--${isStillMissing(fault) ? 'missing' : fault.severity}`}
      role="note"
    >
      <FaultIcon fault={fault} />
      <span>{fault.message}</span>
      <FixButton diagnostic={fault} />
      {!isStillMissing(fault) && <CodeHelp code={fault.code} />}
    </div>
  ));
}

function FaultIcon({ fault }: { fault: AnyDiagnostic }) {
  if (isStillMissing(fault)) return <CircleDash />;
  return fault.severity === 'error' ? <ErrorFilled /> : <WarningAltFilled />;
}
