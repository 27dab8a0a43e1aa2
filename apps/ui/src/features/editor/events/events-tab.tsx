import { Button } from '@carbon/react';
import { Close, SplitScreen } from '@carbon/react/icons';
import { useCallback } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { portKeys, typeOf } from '../catalogue.ts';
import { selectedNode } from '../state.ts';
import { useDocument, useEditorUi, useFlowEditor } from '../use-editor.ts';
import { useFeeding } from '../use-feeding.ts';
import './events.scss';
import { EventsPane } from './events-pane.tsx';
import { PortPicker } from './port-picker.tsx';

/** The events at a node, and beside them those at another. */
export function EventsTab() {
  const { ui } = useFlowEditor();
  const ports = usePorts();
  const selected = useEditorUi(selectedNode);
  const chosen = useEditorUi((s) => s.port);
  const beside = useEditorUi((s) => s.beside);
  const feeding = useFeeding(selected);
  const choosePort = useCallback((port: string) => ui.show({ port }), [ui]);
  const chooseBeside = useCallback((port: string) => ui.show({ beside: port }), [ui]);
  // While nothing is selected, the source: there events come at once, behind a window only when it ends.
  const first = [chosen, selected, feeding].find((key) => key !== undefined && ports.includes(key)) ?? ports[0];
  const second = beside !== undefined && ports.includes(beside) ? beside : undefined;
  if (first === undefined) return <p className="events__none">Events appear here when the flow has a source.</p>;
  return (
    <div className="events">
      <EventsPane
        key={`1 ${first}`}
        port={first}
        picker={
          <PortPicker
            label="Events of"
            ports={ports}
            chosen={first}
            narrow={second !== undefined}
            choose={choosePort}
          />
        }
        action={
          second === undefined && (
            <Button
              kind="ghost"
              size="sm"
              hasIconOnly
              iconDescription="Compare side by side"
              tooltipPosition="left"
              renderIcon={SplitScreen}
              onClick={() => ui.show({ beside: ports.find((port) => port !== first) })}
            />
          )
        }
      />
      {second !== undefined && (
        <EventsPane
          key={`2 ${second}`}
          port={second}
          picker={<PortPicker label="And of" ports={ports} chosen={second} narrow choose={chooseBeside} />}
          action={
            <Button
              kind="ghost"
              size="sm"
              hasIconOnly
              iconDescription="Close this side"
              tooltipPosition="left"
              renderIcon={Close}
              onClick={() => ui.show({ beside: undefined })}
            />
          }
        />
      )}
    </div>
  );
}

/** Every port of the flow that gives events, in the order of the document. */
function usePorts(): string[] {
  // It stays the same list while somebody types into a node's form.
  return useDocument(
    useShallow((s) =>
      Object.entries(s.document?.spec.nodes ?? {}).flatMap(([name, node]) => portKeys(typeOf(node.type), name)),
    ),
  );
}
