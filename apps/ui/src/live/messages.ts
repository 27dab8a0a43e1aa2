import type { Refusal } from '../api/refusal.ts';

/** What a page says to the hub that holds the browser's stream. */
export type FromPage =
  /** Held by the page for as long as it lives: the hub learns of its end by getting the lock. */
  | { readonly kind: 'lock'; readonly name: string }
  /** The page looks at a preview; `view` is its own number for that. */
  | { readonly kind: 'view'; readonly view: number; readonly preview: string }
  | { readonly kind: 'stop'; readonly view: number };

/** What the hub says to a page. */
export type ToPage =
  /** The hub's own lock: a page that gets it knows that the hub is gone. */
  | { readonly kind: 'lock'; readonly name: string }
  /** The stream is open, or is away and being opened again; where the server refused it, with its words. */
  | { readonly kind: 'link'; readonly open: boolean; readonly refused: Refusal | undefined }
  /** A flow or a run has changed. */
  | { readonly kind: 'change'; readonly event: 'flow' | 'run'; readonly data: unknown }
  | { readonly kind: 'preview'; readonly view: number; readonly event: unknown }
  /** The server does not know the preview (any more). */
  | { readonly kind: 'gone'; readonly view: number };
