import * as z from 'zod';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../../../lib/settings.ts';

export type PanelName = 'palette' | 'inspector' | 'bottom';

const PanelSetting = z.object({
  /** In CSS pixels; not there until somebody resizes it. */
  size: z.number().exactOptional(),
  collapsed: z.boolean().exactOptional(),
});
type PanelSetting = Readonly<z.infer<typeof PanelSetting>>;
const Panels = z.partialRecord(z.enum(['palette', 'inspector', 'bottom'] satisfies PanelName[]), PanelSetting);

/** Sizes of the panels, as this browser remembers them. */
export const usePanels = create<Partial<Record<PanelName, PanelSetting>>>(() => readSetting('panels', Panels, {}));

export function setPanel(name: PanelName, setting: PanelSetting): void {
  usePanels.setState((old) => ({ [name]: { ...old[name], ...setting } }));
  writeSetting('panels', usePanels.getState());
}
