import { FeatureFlags, Loading } from '@carbon/react';
import { lazy, Suspense, useEffect } from 'react';
import type { Route } from '../lib/parse-route.ts';
import { useRoute } from '../lib/route.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useTheme } from '../ui/theme.ts';
import { Banners } from './banners.tsx';
import { NotFound } from './not-found.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { useLiveEvents } from './use-live-events.ts';

const HomePage = lazy(() => import('../features/flows/home-page.tsx'));
const EditorPage = lazy(() => import('../features/editor/editor-page.tsx'));
const NetworkPage = lazy(() => import('../features/network/network-page.tsx'));

/** The whole app: the page that the address names, and above it what is wrong with the installation, if anything. */
export function App() {
  useTheme();
  useLiveEvents();
  return (
    <FeatureFlags enableFocusWrapWithoutSentinels>
      <div className="app">
        <ErrorBoundary what="The state of the installation">
          <Banners />
        </ErrorBoundary>
        <div className="app-page">
          <Page />
        </div>
      </div>
    </FeatureFlags>
  );
}

function Page() {
  const route = useRoute();
  return (
    <PageBoundary page={route.page === 'flow' ? route.id : route.page}>
      <Suspense fallback={<PageLoading />}>
        <Content route={route} />
      </Suspense>
    </PageBoundary>
  );
}

function Content({ route }: { route: Route }) {
  if (route.page === 'home') return <Home />;
  if (route.page === 'flow') return <EditorPage key={route.id} id={route.id} />;
  if (route.page === 'network') return <NetworkPage />;
  return <NotFound />;
}

/** A flow is one click away: its page comes while somebody looks at this one. */
function Home() {
  useEffect(() => void import('../features/editor/editor-page.tsx'), []);
  return <HomePage />;
}

function PageLoading() {
  return (
    <div className="app-loading">
      <Loading withOverlay={false} description="Loading" />
    </div>
  );
}
