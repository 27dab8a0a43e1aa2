import type { ReactNode } from 'react';
import { navigate } from '../lib/route.ts';

/** A link inside the app: no reload, and still a real link (open in a new tab, copy the address). */
export function Link({ to, className, children }: { to: string; className?: string; children: ReactNode }) {
  return (
    <a
      href={to}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </a>
  );
}
