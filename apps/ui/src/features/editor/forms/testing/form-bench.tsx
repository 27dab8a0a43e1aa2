import type { AnyDiagnostic } from '@headrace/flow';
import { act } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { settled } from '../../../../lib/testing/manual-clock.ts';
import { type Person, person } from '../../../../lib/testing/person.ts';
import { type Rendered, render } from '../../../../lib/testing/render.ts';
import { setAt } from '../../document/edits.ts';
import { TestPage } from '../../testing/test-editor.ts';
import { FlowEditorProvider } from '../../use-editor.ts';
import { type FormContext, FormProvider } from '../context.ts';
import { SchemaForm } from '../form.tsx';
import { type FormResources, ResourcesProvider } from '../resources.ts';
import type { Schema } from '../schema.ts';
import { emptyForm } from './empty-form.ts';

/** A form whose configuration the test keeps: what is changed there is shown at once. */
export interface FormBench extends Person {
  readonly shown: Rendered;
  config(): Readonly<Record<string, unknown>>;
  /** Paths of the choices that say what a node is, in order. */
  readonly decided: string[];
  /** How often a gesture ended. */
  gestures(): number;
  /** Replaces the configuration from elsewhere, as Undo does, or what is known of the node. */
  replace(config: Record<string, unknown>, known?: Partial<FormContext>): Promise<void>;
}

/** Nothing is known of any connection. */
const nothingThere: FormResources = {
  useConnections: () => ({ data: [], isFetching: false, error: null }),
  useResources: () => ({ data: [], isFetching: false, error: null }),
  useSchema: () => ({ data: undefined, isFetching: false, error: null }),
  schema: () => Promise.reject(new Error('There is no such resource.')),
  createResource: async () => {},
};

/**
 * Renders the form of a schema.
 * @param known what the form knows of the node and its inputs
 */
export async function formBench(
  schema: Schema,
  begin: Record<string, unknown>,
  known: Partial<FormContext> = {},
  resources: Partial<FormResources> = {},
): Promise<FormBench> {
  const state = createStore<{ config: Record<string, unknown>; known: Partial<FormContext> }>(() => ({
    config: begin,
    known,
  }));
  let gestures = 0;
  const decided: string[] = [];
  const change: FormContext['change'] = (path, value) => {
    const config = structuredClone(state.getState().config);
    setAt(config, path, value);
    state.setState({ config });
  };
  function Form() {
    const now = useStore(state);
    const form = emptyForm({
      config: now.config,
      change,
      changeAll: (values) => {
        for (const [path, value] of values) change(path, value);
      },
      decided: (path) => decided.push(path.join('.')),
      left: () => gestures++,
      ...now.known,
    });
    return (
      <FormProvider value={form}>
        <SchemaForm schema={schema} />
      </FormProvider>
    );
  }
  // Of the editor around the form only its dialogs and its help of codes are used.
  const editor = new TestPage().editors.open('f');
  const shown = await render(
    <FlowEditorProvider value={editor}>
      <ResourcesProvider value={{ ...nothingThere, ...resources }}>
        <Form />
      </ResourcesProvider>
    </FlowEditorProvider>,
  );
  return {
    ...person(),
    shown,
    config: () => state.getState().config,
    decided,
    gestures: () => gestures,
    replace: (config, more = {}) =>
      act(async () => {
        state.setState((old) => ({ config, known: { ...old.known, ...more } }));
        await settled();
      }),
  };
}

/** An error at a field of the configuration. */
export const faultAt = (message: string, ...path: (string | number)[]): AnyDiagnostic => ({
  code: 'config/invalid',
  severity: 'error',
  message,
  place: { node: 'n', path: ['config', ...path] },
});
