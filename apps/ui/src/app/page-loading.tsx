import { Loading } from '@carbon/react';

/** In the place of a page that is being fetched. */
export function PageLoading() {
  return (
    <div className="app-loading">
      <Loading withOverlay={false} description="Loading" />
    </div>
  );
}
