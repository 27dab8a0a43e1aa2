import type { FocusEvent, MouseEvent } from 'react';
import { create } from 'zustand';
import type { CanvasEdge } from '../elements.ts';
import { useCanvasMenu } from '../menu/menu-store.ts';

interface CardAt {
  /** The edge's id on the canvas. */
  readonly edge: string;
  /** Where it points to, in the window. */
  readonly x: number;
  readonly y: number;
}

export const useEdgeCard = create<{ at: CardAt | undefined }>(() => ({ at: undefined }));

/** A pointer that only crosses an edge opens nothing, and one on its way to the card does not close it. In ms. */
const pause = 150;

let timer: ReturnType<typeof setTimeout> | undefined;
let isCovered = false;

function later(act: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(act, pause);
}

export function cardForPointer(event: MouseEvent, edge: CanvasEdge): void {
  const { clientX: x, clientY: y } = event;
  later(() => show({ edge: edge.id, x, y }));
}

/** By keyboard: an edge has the cursor. */
export function cardForFocus(event: FocusEvent): void {
  const element = (event.target as Element).closest<HTMLElement>('.react-flow__edge');
  const edge = element?.dataset.id;
  if (!element || edge === undefined || !element.matches(':focus-visible')) return;
  const box = element.getBoundingClientRect();
  clearTimeout(timer);
  show({ edge, x: box.left + box.width / 2, y: box.top + box.height / 2 });
}

function show(at: CardAt): void {
  if (!useCanvasMenu.getState().at) useEdgeCard.setState({ at });
}

export function hideEdgeCard(): void {
  clearTimeout(timer);
  useEdgeCard.setState({ at: undefined });
}

export const hideEdgeCardSoon = (): void => later(() => !isCovered && hideEdgeCard());

/** The pointer is on the card: it stays. */
export function coverCard(covered: boolean): void {
  isCovered = covered;
  if (!covered) hideEdgeCardSoon();
}
