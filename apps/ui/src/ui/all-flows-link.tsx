import { Link } from '@tanstack/react-router';

/** The way out of a page that has nothing to show. */
export function AllFlowsLink() {
  return (
    <p>
      <Link to="/" activeOptions={{ exact: true }}>
        All flows
      </Link>
    </p>
  );
}
