import { CheckmarkOutline, CircleDash, ErrorFilled, PlayFilledAlt, WarningAltFilled } from '@carbon/react/icons';

export type Ring = 'draft' | 'valid' | 'running' | 'warning' | 'fault';

/** The words and the picture of a ring: a state is never told by colour alone. */
export const rings = {
  draft: { word: 'Not complete', Icon: CircleDash },
  valid: { word: 'Valid', Icon: CheckmarkOutline },
  running: { word: 'Running', Icon: PlayFilledAlt },
  warning: { word: 'Warning', Icon: WarningAltFilled },
  fault: { word: 'Error', Icon: ErrorFilled },
} as const satisfies Record<Ring, unknown>;
