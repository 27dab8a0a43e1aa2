import { inputPorts, typeOf } from '../catalogue.ts';

/** Sizes in the canvas's pixels; canvas.scss draws by the same. */
const width = 220;
const head = 64;
const row = 22;
const foot = 6;

export interface Size {
  readonly width: number;
  readonly height: number;
}

const outputs = (type: string) => typeOf(type)?.outputs.length ?? 0;

/** How large a node is drawn: each output port has a row of its own, with its numbers. */
export const nodeSize = (type: string): Size => ({ width, height: head + row * Math.max(1, outputs(type)) + foot });

/** How far below the node's top its ports are: inputs spread over the side, several outputs beside their rows. */
export function handlePlaces(type: string): { ins: number[]; outs: number[] } {
  const { height } = nodeSize(type);
  const spread = (count: number) =>
    Array.from({ length: count }, (_, i) => Math.round((height * (i + 1)) / (count + 1)));
  const outs = outputs(type);
  const rows = Array.from({ length: outs }, (_, i) => head + row * i + row / 2);
  return { ins: spread(inputPorts(typeOf(type)).length), outs: outs > 1 ? rows : spread(outs) };
}
