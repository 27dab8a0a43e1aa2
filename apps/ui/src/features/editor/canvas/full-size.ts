/** What stays free around a flow: ports and the ring of what is selected stand out by so much. */
export const margin = 8;
/** The toolbar lies over the canvas. */
const toolbar = 56;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where the canvas begins so that the whole flow is in sight at 100 %, in its middle and below the toolbar where there is
 * room. All in CSS pixels.
 * @returns undefined when the flow is larger than the canvas
 */
export function placeAtFullSize(
  flow: Size & { readonly x: number; readonly y: number },
  canvas: Size,
): { x: number; y: number } | undefined {
  const left = (canvas.width - flow.width) / 2;
  const top = (canvas.height - flow.height) / 2;
  if (left < margin || top < margin) return undefined;
  const below = Math.max(top, Math.min(toolbar, canvas.height - flow.height - margin));
  return { x: Math.round(left - flow.x), y: Math.round(below - flow.y) };
}

/** Where the canvas begins so that a flow's upper left corner is in sight at 100 %, below the toolbar. */
export const placeOfStart = (flow: { readonly x: number; readonly y: number }): { x: number; y: number } => ({
  x: Math.round(margin - flow.x),
  y: Math.round(toolbar - flow.y),
});
