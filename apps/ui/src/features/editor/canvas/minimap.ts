import * as z from 'zod';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../../../lib/settings.ts';

/** Whether this browser shows the map, once somebody has decided. */
export const useMinimap = create<{ shown: boolean | undefined }>(() => ({
  shown: readSetting('minimap', z.boolean().optional(), undefined),
}));

/** Flows with more nodes are hard to overlook. */
export const manyNodes = 12;

/** The map is there for large flows, until somebody decides. */
export const isMapShown = (chosen: boolean | undefined, nodes: number): boolean => chosen ?? nodes > manyNodes;

export function toggleMinimap(nodes: number): void {
  const shown = !isMapShown(useMinimap.getState().shown, nodes);
  useMinimap.setState({ shown });
  writeSetting('minimap', shown);
}
