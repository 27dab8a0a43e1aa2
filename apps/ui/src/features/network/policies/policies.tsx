import { Button } from '@carbon/react';
import { Download } from '@carbon/react/icons';
import { generatedFile } from '@headrace/netpol/matrix';
import { counted } from '@headrace/text';
import { lazy, Suspense, useEffect } from 'react';
import { download } from '../../../lib/format/download.ts';
import type { NetworkView } from '../evaluate/messages.ts';
import { FindingList } from '../findings/finding-list.tsx';
import { commandOf } from '../settings/command.ts';
import type { Settings } from '../settings/settings.ts';
import { useNetwork } from '../store.ts';
import { CopyButton } from './copy-button.tsx';

const YamlView = lazy(() => import('../../../ui/code/yaml-view.tsx'));

const all = 'headrace netpol generate';

/** The generated policies, the lines of Flink's configuration that they rely on, and the command that prints the same. */
export function Policies({ view, settings }: { view: NetworkView; settings: Settings }) {
  const { yaml, pinned, notes, hasReporter } = view;
  const files = useNetwork((s) => s.files);
  const line = useNetwork((s) => s.line);
  // Opening the tab again shows no line in particular.
  useEffect(() => () => useNetwork.setState({ line: undefined }), []);
  const names = { flinkDeployment: files.flinkDeployment?.path, connections: files.connections?.path };
  const command = commandOf(settings, names, hasReporter);
  if (yaml === undefined)
    return (
      <div className="net-policies">
        <p>Nothing is handed out until this is mended:</p>
        <FindingList findings={notes} command={all} />
      </div>
    );
  return (
    <div className="net-policies">
      <div className="net-policies__bar">
        <CopyButton text={yaml}>Copy</CopyButton>
        <Button
          kind="ghost"
          size="sm"
          renderIcon={Download}
          onClick={() => download(generatedFile, yaml, 'application/yaml')}
        >
          Download
        </Button>
        {command !== undefined && (
          <code className="net-policies__command mono" title="Prints the same policies">
            {command}
          </code>
        )}
      </div>
      <FindingList findings={notes} command={all} />
      {pinned.length > 0 && (
        <details className="net-policies__pins">
          <summary>
            {counted(pinned.length, 'line of configuration that keeps', 'lines of configuration that keep')} Flink to
            these ports
          </summary>
          <table>
            <tbody>
              {pinned.map(({ kind, key, value, reason }) => (
                <tr key={key}>
                  <td className="mono">{kind === 'sysctl' ? `${key} = ${value}` : `${key}: ${value}`}</td>
                  <td>{kind === 'sysctl' ? "sysctl of the TaskManager's pod template" : 'flinkConfiguration'}</td>
                  <td>{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      <Suspense fallback={null}>
        <YamlView text={yaml} label="Generated policies" line={line} />
      </Suspense>
    </div>
  );
}
