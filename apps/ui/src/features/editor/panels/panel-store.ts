import { create } from 'zustand';
import { readSetting, writeSetting } from '../../../lib/settings.ts';

export type PanelName = 'palette' | 'inspector' | 'bottom';

interface PanelSetting {
  /** In CSS pixels; `undefined` until somebody resizes it. */
  readonly size?: number;
  readonly collapsed?: boolean;
}

/** Sizes of the panels, as this browser remembers them. */
export const usePanels = create<Partial<Record<PanelName, PanelSetting>>>(() => readSetting('panels', {}));

export function setPanel(name: PanelName, setting: PanelSetting): void {
  usePanels.setState((old) => ({ [name]: { ...old[name], ...setting } }));
  writeSetting('panels', usePanels.getState());
}
