import { create } from 'zustand';
import { readSetting, writeSetting } from '../../../../../lib/settings.ts';

/** How conditions are edited, as this browser remembers it. */
export type ConditionMode = 'text' | 'assistant';

export const useConditionMode = create<{ readonly mode: ConditionMode }>(() => ({
  mode: readSetting<ConditionMode>('condition', 'text') === 'assistant' ? 'assistant' : 'text',
}));

export function chooseConditionMode(mode: ConditionMode): void {
  useConditionMode.setState({ mode });
  writeSetting('condition', mode);
}
