import { type Column, type ConnectionView, type FlowNode, type NodeType, settingsOf } from '@headrace/flow';
import { type KeyboardEvent, useMemo } from 'react';
import { configOf, typeOf } from '../catalogue.ts';
import { runCommand } from '../commands.ts';
import { defaultName } from '../create-node.ts';
import { freeName } from '../document/names.ts';
import { rename, setValue, setValues } from '../document/operations/config.ts';
import type { FlowEditor } from '../flow-editor.ts';
import { type FormContext, FormProvider } from '../forms/context.ts';
import { Faults } from '../forms/field-frame.tsx';
import { FocusProvider } from '../forms/focus.ts';
import { SchemaForm } from '../forms/form.tsx';
import { ResourcesProvider } from '../forms/resources.ts';
import { columnsField } from '../forms/schema.ts';
import { readColumns } from '../forms/widgets/found-columns.ts';
import { useAnalysis, useDocument, useFlowEditor } from '../use-editor.ts';
import { fillColumns } from './fill-columns.ts';
import { RunFailure } from './run-failure.tsx';
import { recentValues, samplesFor } from './samples.ts';
import { serverResources } from './server-resources.ts';
import { useFocusWish } from './use-focus-wish.ts';

const none = [] as const;

/** The form of a node's configuration. */
export function NodeForm({ name }: { name: string }) {
  const editor = useFlowEditor();
  const node = useDocument((s) => s.document?.spec.nodes[name]);
  const analysis = useAnalysis((s) => s.nodes[name]);
  const diagnostics = useAnalysis((s) => s.byNode[name]) ?? none;
  const { focus, body } = useFocusWish(name);
  const type = typeOf(node?.type);
  const form = useMemo(
    (): FormContext => ({
      idPrefix: editor.key,
      node: name,
      config: configOf(node),
      inputs: analysis?.inputs ?? {},
      own: type?.outputs[0] && analysis?.beforeOutput[type.outputs[0].name],
      declared: declaredColumns(type, node?.config),
      addressOf: (connection) => addressIn(type, connection),
      diagnostics,
      samples: (input) => samplesFor(editor, name, input),
      recent: (input) => recentValues(editor, name, input),
      change: (path, value) => setValue(editor.document, name, ['config', ...path], value),
      changeAll: (values) =>
        setValues(
          editor.document,
          name,
          values.map(([path, value]) => [['config', ...path], value] as const),
        ),
      decided: (path) => {
        const now = nameByWhatItDoes(editor, name, ['config', ...path]);
        void fillColumns(editor.document, now, serverResources);
      },
      left: editor.document.endGesture,
    }),
    [editor, name, node, analysis, diagnostics, type],
  );
  if (!node) return null;
  if (!type)
    return <p className="inspector__none">There is no node type “{node.type}” here. The node is kept as it is.</p>;
  const whole = diagnostics.filter((d) => d.place.path?.[0] !== 'config' && d.place.path?.[0] !== 'output');
  return (
    <div
      ref={body}
      className="inspector__form"
      tabIndex={-1}
      onKeyDownCapture={(event) => leaveClosedList(editor, event)}
    >
      <RunFailure node={name} />
      {whole.length > 0 && (
        <div className="inspector__whole">
          <Faults faults={whole} />
        </div>
      )}
      <ResourcesProvider value={serverResources}>
        <FormProvider value={form}>
          <FocusProvider value={focus}>
            <SchemaForm schema={type.config} />
          </FocusProvider>
        </FormProvider>
      </ResourcesProvider>
    </div>
  );
}

function declaredColumns(type: NodeType | undefined, config: FlowNode['config']): readonly Column[] {
  const field = type && columnsField(type);
  return field
    ? readColumns(config?.[field.key])
        .filter(({ name }) => typeof name === 'string')
        .map(({ name }) => ({ name }))
    : none;
}

function addressIn(type: NodeType | undefined, connection: ConnectionView): string | undefined {
  const settings = type?.connects && settingsOf(type.connects, connection);
  return settings === undefined ? undefined : type?.connects?.address(settings);
}

/** Escape in a list that is closed leaves the field, as in any other; by itself the list would empty it. */
function leaveClosedList(editor: FlowEditor, event: KeyboardEvent): void {
  const { target } = event;
  if (
    event.key !== 'Escape' ||
    !(target instanceof HTMLElement) ||
    target.role !== 'combobox' ||
    target.ariaExpanded === 'true'
  )
    return;
  event.preventDefault();
  event.stopPropagation();
  runCommand(editor, 'leave');
}

/** A node that still has the name of its type takes one from what it does. @returns how it is called then */
function nameByWhatItDoes({ document, ui }: FlowEditor, name: string, path: readonly (string | number)[]): string {
  const { nodes } = document.current.spec;
  const node = nodes[name];
  const type = typeOf(node?.type);
  if (!type || name.replace(/ \d+$/, '') !== defaultName(type)) return name;
  const wanted = type.suggestName?.(configOf(node));
  if (wanted === undefined) return name;
  const next = freeName((n) => Object.hasOwn(nodes, n), wanted);
  rename(document, name, next);
  // The form of the new name is another one; the cursor stays in the field.
  ui.focusField(next, path);
  return next;
}
