import { lazy, Suspense } from 'react';
import { ErrorBoundary } from '../../../ui/error-boundary.tsx';
import { TabPanel, Tabs } from '../../../ui/tabs.tsx';
import { typeOf } from '../catalogue.ts';
import { NodeIcon } from '../node-icon.tsx';
import { type InspectorTab, selectedNode } from '../state.ts';
import { useDocument, useEditorUi, useFlowEditor } from '../use-editor.ts';
import './inspector.scss';
import { NodeForm } from './node-form.tsx';
import { NodeName } from './node-name.tsx';
import { NodeWord } from './node-word.tsx';
import { OutputForm } from './output/output-form.tsx';

const Help = lazy(() => import('./help.tsx'));
const NodeSql = lazy(() => import('../sql/node-sql.tsx'));

/** The selected node: its form, its help, its output properties, its SQL. */
export function Inspector() {
  const name = useEditorUi(selectedNode);
  const type = useDocument((s) => (name === undefined ? undefined : s.document?.spec.nodes[name]?.type));
  const count = useEditorUi((s) => s.selection.length);
  if (name === undefined || type === undefined)
    return (
      <div className="inspector">
        <p className="inspector__none">Select a node to see what it does and to change it.</p>
      </div>
    );
  return (
    <div className="inspector">
      <div className="inspector__head">
        <NodeIcon type={type} size={24} />
        <NodeName key={name} name={name} />
      </div>
      <div className="inspector__kind">
        <span>{typeOf(type)?.title ?? type}</span>
        <NodeWord name={name} />
        {count > 1 && <span>{count} nodes selected</span>}
      </div>
      <InspectorTabs key={name} name={name} type={type} />
    </div>
  );
}

function InspectorTabs({ name, type }: { name: string; type: string }) {
  const { key, ui } = useFlowEditor();
  const tab = useEditorUi((s) => s.inspectorTab);
  const outputs = typeOf(type)?.outputs.length ?? 0;
  const shown = tab === 'output' && outputs === 0 ? 'form' : tab;
  return (
    <>
      <Tabs<InspectorTab>
        label="Node"
        idPrefix={`${key}-inspector`}
        chosen={shown}
        choose={(inspectorTab) => ui.show({ inspectorTab })}
        tabs={[
          { id: 'form', title: 'Form' },
          { id: 'help', title: 'Help' },
          ...(outputs > 0 ? [{ id: 'output', title: 'Output' } as const] : []),
          { id: 'sql', title: 'SQL' },
        ]}
      />
      <TabPanel idPrefix={`${key}-inspector`} chosen={shown} className="inspector__body">
        <ErrorBoundary what={`This view of “${name}”`} resetKey={shown}>
          <Suspense>
            {shown === 'form' && <NodeForm name={name} />}
            {shown === 'help' && <Help type={type} />}
            {shown === 'output' && <OutputForm name={name} />}
            {shown === 'sql' && <NodeSql node={name} />}
          </Suspense>
        </ErrorBoundary>
      </TabPanel>
    </>
  );
}
