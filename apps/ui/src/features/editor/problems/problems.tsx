import { Button } from '@carbon/react';
import { CheckmarkOutline, CircleDash, ErrorFilled, InformationFilled, WarningAltFilled } from '@carbon/react/icons';
import { type AnyDiagnostic, isStillMissing } from '@headrace/flow';
import { CodeHelp } from '../../../ui/code-help/code-help.tsx';
import { setValue } from '../document/operations/config.ts';
import { setPanel } from '../panels/panel-store.ts';
import { useAnalysis, useFlowEditor, usePreview } from '../use-editor.ts';
import './problems.scss';

const icons = {
  error: { Icon: ErrorFilled, ring: 'fault', word: 'Error' },
  warning: { Icon: WarningAltFilled, ring: 'warning', word: 'Warning' },
  info: { Icon: InformationFilled, ring: 'valid', word: 'Note' },
} as const;
const missing = { Icon: CircleDash, ring: 'draft', word: 'Missing' } as const;

/** Everything that is wrong or worth knowing; a click goes to the field, a button mends it where that is possible. */
export function Problems() {
  const diagnostics = useAnalysis((s) => s.diagnostics);
  const notices = usePreview((s) => s.notices);
  const plannerThere = useAnalysis((s) => s.plannerThere);
  const wrong = diagnostics.filter((d) => !isStillMissing(d));
  const all = [...wrong, ...diagnostics.filter(isStillMissing), ...notices];
  return (
    <div className="problems">
      {!plannerThere && (
        <p className="problems__note">
          Flink's planner does not answer, so expressions are not checked now. They will be as soon as it is back.
        </p>
      )}
      {all.length === 0 ? (
        <p className="problems__none state-word state-word--valid">
          <CheckmarkOutline /> Nothing is wrong.
        </p>
      ) : (
        <ul>
          {all.map((d) => (
            <Problem key={JSON.stringify([d.code, d.place, d.message])} diagnostic={d} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Problem({ diagnostic }: { diagnostic: AnyDiagnostic }) {
  const { Icon, ring, word } = isStillMissing(diagnostic) ? missing : icons[diagnostic.severity];
  const { ui } = useFlowEditor();
  const { node, path } = diagnostic.place;
  return (
    <li className="problem">
      <button
        type="button"
        className="problem__text"
        disabled={node === undefined}
        onClick={() => {
          if (node === undefined) return;
          setPanel('inspector', { collapsed: false });
          ui.focusField(node, path);
        }}
      >
        <span className={`state-word state-word--${ring}`}>
          <Icon aria-label={word} />
        </span>
        {node !== undefined && <strong>{node}</strong>}
        <span>{diagnostic.message}</span>
        <code>{diagnostic.code}</code>
      </button>
      <FixButton diagnostic={diagnostic} />
      <CodeHelp code={diagnostic.code} />
    </li>
  );
}

/** Does what the diagnostic offers, as a gesture that can be undone. */
export function FixButton({ diagnostic }: { diagnostic: AnyDiagnostic }) {
  const { document, ui } = useFlowEditor();
  const { fix } = diagnostic;
  if (!fix) return null;
  return (
    <Button
      kind="ghost"
      size="sm"
      onClick={() => {
        setValue(document, fix.node, fix.path, fix.value, fix.title);
        ui.announce(`${fix.title}: done`);
      }}
    >
      {fix.title}
    </Button>
  );
}
