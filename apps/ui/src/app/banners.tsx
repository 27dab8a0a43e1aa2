import { InlineNotification } from '@carbon/react';
import { useHealth } from '../api/queries.ts';
import { useConnection } from './use-live-events.ts';

/** Says what is away and what is done about it; goes by itself when all is back. */
export function Banners() {
  const health = useHealth();
  const { connected, refused } = useConnection();
  const lines =
    refused === undefined
      ? sentences(health.data, health.isError || !connected)
      : [{ title: 'This page is not kept up to date.', message: refused }];
  if (lines.length === 0) return null;
  return (
    <div className="banners" aria-live="polite">
      {lines.map((line) => (
        <InlineNotification
          key={line.title}
          kind="warning"
          lowContrast
          hideCloseButton
          title={line.title}
          subtitle={line.message}
        />
      ))}
    </div>
  );
}

interface Line {
  readonly title: string;
  readonly message: string;
}

function sentences(health: ReturnType<typeof useHealth>['data'], away: boolean): Line[] {
  if (away)
    return [
      {
        title: 'Headrace does not answer.',
        message:
          'Your edits are kept in this browser and saved when it is back. Check that it is running; this page reconnects by itself.',
      },
    ];
  return Object.entries(health?.parts ?? {})
    .filter(([, part]) => !part.ok)
    .map(([name, part]) => ({ title: `${name} is away.`, message: part.message }));
}
