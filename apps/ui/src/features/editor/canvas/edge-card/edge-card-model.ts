import type { FocusEvent, MouseEvent } from 'react';
import { createStore } from 'zustand/vanilla';
import type { Clock } from '../../../../lib/clock.ts';
import type { CanvasEdge } from '../elements.ts';

interface CardAt {
  /** The edge's id on the canvas. */
  readonly edge: string;
  /** Where it points to, in the window. */
  readonly x: number;
  readonly y: number;
}

/** A pointer that only crosses an edge opens nothing, and one on its way to the card does not close it. In ms. */
const pause = 150;

/** Which edge the card tells of, if any. */
export class EdgeCardModel {
  readonly store = createStore<{ at: CardAt | undefined }>(() => ({ at: undefined }));
  private readonly clock: Clock;
  private readonly isMenuOpen: () => boolean;
  private cancel: (() => void) | undefined;
  private isCovered = false;

  constructor(clock: Clock, isMenuOpen: () => boolean) {
    this.clock = clock;
    this.isMenuOpen = isMenuOpen;
  }

  readonly showForPointer = (event: MouseEvent, edge: CanvasEdge): void => {
    const { clientX: x, clientY: y } = event;
    this.later(() => this.show({ edge: edge.id, x, y }));
  };

  /** By keyboard: an edge has the cursor. */
  readonly showForFocus = (event: FocusEvent): void => {
    const { target } = event;
    const element = target instanceof Element ? target.closest('.react-flow__edge') : null;
    const edge = element?.getAttribute('data-id') ?? undefined;
    if (!element || edge === undefined || !element.matches(':focus-visible')) return;
    const box = element.getBoundingClientRect();
    this.cancel?.();
    this.show({ edge, x: box.left + box.width / 2, y: box.top + box.height / 2 });
  };

  readonly hide = (): void => {
    this.cancel?.();
    this.store.setState({ at: undefined });
  };

  readonly hideSoon = (): void => this.later(() => !this.isCovered && this.hide());

  /** The pointer is on the card: it stays. */
  cover(covered: boolean): void {
    this.isCovered = covered;
    if (!covered) this.hideSoon();
  }

  private show(at: CardAt): void {
    if (!this.isMenuOpen()) this.store.setState({ at });
  }

  private later(act: () => void): void {
    this.cancel?.();
    this.cancel = this.clock.after(pause, act);
  }
}
