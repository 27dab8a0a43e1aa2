import { IconButton } from '@carbon/react';
import { CheckmarkFilled, Close, Help, Misuse } from '@carbon/react/icons';
import { useEffect } from 'react';
import type { Answer } from '../evaluate/messages.ts';
import { closeExplanation, useNetwork } from '../store.ts';
import { Side } from './side.tsx';

/** Why one connection is let through or not: which rule at which line, or what would let it through. */
export function Explanation() {
  const answer = useNetwork((s) => s.answer);
  const purpose = useNetwork((s) => s.purpose);
  useEffect(() => giveFocusBack, []);
  useEffect(() => {
    document.addEventListener('keydown', closeByEscape);
    return () => document.removeEventListener('keydown', closeByEscape);
  }, []);
  return (
    <aside className="net-why" aria-label="Explanation" aria-live="polite">
      <div className="net-why__head">
        <h2>{answer ? `${answer.shown.from} → ${answer.shown.to}` : 'Explanation'}</h2>
        <IconButton kind="ghost" size="sm" align="bottom-end" label="Close" onClick={closeExplanation}>
          <Close />
        </IconButton>
      </div>
      {answer && (
        <>
          <VerdictLine answer={answer} />
          {answer.limits !== undefined && <p>{answer.limits}</p>}
          {purpose && purpose.why !== '' && (
            <p>
              What it is for: {purpose.why}. Without it, {purpose.without}.
            </p>
          )}
          {answer.self ? (
            <p>A pod always reaches itself, whatever the policies say.</p>
          ) : (
            answer.sides.map((side) => <Side key={side.direction} side={side} answer={answer} />)
          )}
        </>
      )}
    </aside>
  );
}

const verdictLooks = {
  allowed: { tone: 'good', icon: CheckmarkFilled, says: (what: string) => `${what} is let through.` },
  denied: { tone: 'fault', icon: Misuse, says: (what: string) => `${what} is not let through.` },
  unknown: {
    tone: 'warning',
    icon: Help,
    says: (what: string) => `Whether ${what} is let through is unknown: what was read does not decide it.`,
  },
} as const;

function VerdictLine({ answer: { verdict, protocol, port } }: { readonly answer: Answer }) {
  const { tone, icon: Icon, says } = verdictLooks[verdict];
  return (
    <p className={`net-why__verdict net-state net-state--${tone}`}>
      <Icon />
      <span>{says(`${protocol} ${port}`)}</span>
    </p>
  );
}

/** From anywhere on the page, unless something else handles the key: an open tooltip, a search field with text. */
function closeByEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !event.defaultPrevented) closeExplanation();
}

/** When the explanation closes and had the focus, the focus returns to where the question was asked, or to the tab panel. */
function giveFocusBack(): void {
  if (document.activeElement !== document.body) return;
  const asked = document.querySelector<HTMLElement>('.net-grid [tabindex="0"], .net-graph [tabindex="0"]');
  (asked ?? document.querySelector<HTMLElement>('.network__panel'))?.focus();
}
