import {
  CheckmarkOutline,
  Close,
  ErrorFilled,
  Help,
  Subtract,
  Unlocked,
  WarningAlt,
  WarningAltFilled,
} from '@carbon/react/icons';
import { type GridState, gridStates } from '@headrace/netpol/matrix';
import { type ComponentType, Fragment } from 'react';

interface StateLook {
  readonly word: string;
  readonly means: string;
  readonly icon: ComponentType<{ className?: string }>;
  /** Ends the class that gives it its colour: the word and the sign say the same without it. */
  readonly tone: 'fault' | 'warning' | 'open' | 'good' | 'quiet';
}

/** How each state is shown, everywhere: an icon, a word, and its meaning. */
export const stateLooks: Readonly<Record<GridState, StateLook>> = {
  missing: { word: 'Missing', means: 'needed, and not let through', icon: ErrorFilled, tone: 'fault' },
  wide: { word: 'Too wide', means: 'let through, and nothing needs it', icon: WarningAltFilled, tone: 'warning' },
  open: { word: 'Open', means: 'open to anyone, in or outside the cluster', icon: Unlocked, tone: 'open' },
  unknown: {
    word: 'Unknown',
    means: 'what was read does not decide it: an address or the labels of a namespace are missing',
    icon: Help,
    tone: 'warning',
  },
  partly: { word: 'Partly', means: 'some of these ports are let through', icon: WarningAlt, tone: 'warning' },
  allowed: { word: 'Allowed', means: 'let through', icon: CheckmarkOutline, tone: 'good' },
  denied: { word: 'Denied', means: 'not let through', icon: Close, tone: 'quiet' },
  none: {
    word: 'Not judged',
    means: 'nothing that policies here decide: a pod that calls itself, or anyone who calls something outside',
    icon: Subtract,
    tone: 'quiet',
  },
};

/** A state as a sign with its word. */
export function StateWord({ state }: { readonly state: GridState }) {
  const { word, icon: Icon, tone } = stateLooks[state];
  return (
    <span className={`net-state net-state--${tone}`}>
      <Icon />
      {word}
    </span>
  );
}

/** The meaning of each state, for users who cannot hover. */
export function Legend() {
  return (
    <details className="network__legend">
      <summary>What the states mean</summary>
      <dl>
        {gridStates.map((state) => (
          <Fragment key={state}>
            <dt>
              <StateWord state={state} />
            </dt>
            <dd>{stateLooks[state].means}</dd>
          </Fragment>
        ))}
        <dt>IPv4 only, IPv6 only</dt>
        <dd>anyone may, over addresses of this family alone; over the other no rule lets everybody through</dd>
      </dl>
    </details>
  );
}
