import { FeatureFlags } from '@carbon/react';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { live } from '../live/connect.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useTheme } from '../ui/theme.ts';
import { Banners } from './banners.tsx';
import { useLiveEvents } from './use-live-events.ts';

/** The whole app: the page that the address names, and above it what is wrong with the installation, if anything. */
export function App() {
  useTheme();
  useLiveEvents(live);
  // A flow is one click away: its page comes while somebody looks at another one.
  useEffect(() => void import('../features/editor/editor-page.tsx').catch(() => {}), []);
  return (
    <FeatureFlags enableFocusWrapWithoutSentinels>
      <div className="app">
        <ErrorBoundary what="The state of the installation">
          <Banners />
        </ErrorBoundary>
        <div className="app-page">
          <Outlet />
        </div>
      </div>
    </FeatureFlags>
  );
}
