import { Button } from '@carbon/react';
import { DocumentAdd, FolderAdd, Reset } from '@carbon/react/icons';
import type { Settings } from '../settings/settings.ts';
import { leaveWorld, takeWorld, useNetwork } from '../store.ts';
import { FileButton } from './file-button.tsx';
import { GeneratorForm } from './generator-form.tsx';

/** What is looked at: one's own files, or the installation that is generated for; and how it is generated. */
export function SourcePanel({ settings }: { settings: Settings }) {
  const world = useNetwork((s) => s.files.world);
  return (
    <section className="network__source" aria-label="What is looked at">
      <h2>Looking at</h2>
      {world.length === 0 ? (
        <p>The installation below, with the policies that are generated for it.</p>
      ) : (
        <p>
          {world.length === 1 ? world[0]?.path : `${world.length} files`}{' '}
          <Button kind="ghost" size="sm" renderIcon={Reset} onClick={leaveWorld}>
            Back to the installation
          </Button>
        </p>
      )}
      <div className="network__buttons">
        <FileButton label="Open files" icon={DocumentAdd} take={takeWorld} />
        <FileButton label="Open a folder" icon={FolderAdd} kind="folder" take={takeWorld} />
      </div>
      <p className="network__hint">
        Any Kubernetes YAML or JSON: pods, what makes pods, policies, Services, Namespaces. Drop it anywhere on this
        page. It is read in this browser and never leaves it.
      </p>
      <h2>Installation</h2>
      <GeneratorForm settings={settings} />
    </section>
  );
}
