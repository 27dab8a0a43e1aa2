import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { AnalysisState } from './analysis/analysis.ts';
import type { CanvasState } from './canvas/canvas-model.ts';
import type { RunShown } from './canvas/spoken-label.ts';
import type { SavingState } from './document/autosave.ts';
import type { DocumentState } from './document/document-model.ts';
import type { FlowEditor, OpeningState } from './flow-editor.ts';
import type { PreviewState } from './preview/preview.ts';
import type { EditorState } from './state.ts';

const Context = createContext<FlowEditor | undefined>(undefined);
export const FlowEditorProvider = Context.Provider;

/** The editor that a component belongs to. */
export function useFlowEditor(): FlowEditor {
  const editor = useContext(Context);
  if (!editor) throw new Error('A part of an editor is rendered outside an editor.');
  return editor;
}

export const useOpening = <T>(select: (state: OpeningState) => T): T => useStore(useFlowEditor().opening, select);
export const useDocument = <T>(select: (state: DocumentState) => T): T =>
  useStore(useFlowEditor().document.store, select);
export const useAnalysis = <T>(select: (state: AnalysisState) => T): T =>
  useStore(useFlowEditor().analysis.store, select);
export const useSaving = <T>(select: (state: SavingState) => T): T => useStore(useFlowEditor().saving.store, select);
export const usePreview = <T>(select: (state: PreviewState) => T): T => useStore(useFlowEditor().preview.store, select);
export const useEditorUi = <T>(select: (state: EditorState) => T): T => useStore(useFlowEditor().ui.store, select);
export const useCanvas = <T>(select: (state: CanvasState) => T): T => useStore(useFlowEditor().canvas.store, select);
export const useCurrentRun = <T>(select: (state: RunShown) => T): T => useStore(useFlowEditor().run, select);

/** Draws the component again when the port has something new. */
export function usePortVersion(key: string): number {
  const { ports } = useFlowEditor().preview;
  return useSyncExternalStore(
    (listener) => ports.subscribe(key, listener),
    () => ports.at(key).version,
  );
}
