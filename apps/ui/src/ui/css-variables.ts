import type {} from 'react';

declare module 'react' {
  /** Custom properties of CSS in `style`. A file that sets some imports this one for its types. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
