import { Link } from '@tanstack/react-router';

/** For an address that leads nowhere. */
export function NotFound() {
  return (
    <main className="app-loading">
      <div>
        <h1>There is no page at this address</h1>
        <p>
          <Link to="/" activeOptions={{ exact: true }}>
            Go to the flows
          </Link>
        </p>
      </div>
    </main>
  );
}
