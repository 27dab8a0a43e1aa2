import { describePorts, isNone, type PortSet } from '../ports/port-set.ts';
import type { PictureMark, PictureNode } from './picture.ts';

/** Upper left corner and size, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Marks as words beside their icons: no meaning is carried by colour alone. */
export const markWords: Readonly<Record<PictureMark, string>> = {
  open: '! anyone may call it',
  'calls-anywhere': '→ may call anywhere',
  'host-network': '! on the network of its node',
};

/** Sizes of what is drawn; text is measured generously, since every machine has other fonts. */
export const shape = {
  title: 14,
  small: 12,
  line: 18,
  padding: 10,
  minWidth: 120,
  maxCharacters: 34,
  maxPorts: 26,
  titleWidth: (text: string): number => columnsOf(text) * 8,
  smallWidth: (text: string): number => columnsOf(text) * 6.8,
  portWidth: (text: string): number => columnsOf(text) * 6.8 + 12,
} as const;

/** What stands in a node under its title and kind: marks first, then whom it may call. */
export interface NodeLine {
  readonly mark: PictureMark | undefined;
  readonly text: string;
}

const maxCalls = 5;

export function linesOf({ marks, among, calls }: PictureNode): NodeLine[] {
  const call = ({ to, ports }: PictureNode['calls'][number]) => `→ ${to}: ${portsText(ports)}`;
  const words = [
    ...(isNone(among) ? [] : [`↻ each other: ${portsText(among)}`]),
    ...calls.slice(0, maxCalls).map(call),
    ...(calls.length > maxCalls ? [`→ and ${calls.length - maxCalls} more`] : []),
  ];
  return [
    ...marks.map((mark) => ({ mark, text: markWords[mark] })),
    ...words.map((text) => ({ mark: undefined, text: shortened(text, shape.maxCharacters + 6) })),
  ];
}

export function nodeSize(node: PictureNode): { width: number; height: number } {
  const { title, subtitle } = node;
  const words = linesOf(node).map((l) => l.text);
  const widest = Math.max(
    shape.titleWidth(shortened(title, shape.maxCharacters)),
    ...[shortened(subtitle, shape.maxCharacters), ...words].map(shape.smallWidth),
  );
  return {
    width: Math.max(shape.minWidth, widest + 2 * shape.padding),
    height: (2 + words.length) * shape.line + shape.padding,
  };
}

/** The ports of an arrow in few characters: TCP is what nearly all are, so that it is not said each time. */
export function portsText(ports: PortSet): string {
  const text = describePorts(ports);
  return shortened(text.startsWith('TCP ') && !text.includes(';') ? text.slice(4) : text, shape.maxPorts);
}

export function shortened(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const kept: string[] = [];
  let width = 1;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns) break;
    kept.push(character);
  }
  return `${kept.join('')}…`;
}

/** Width in Latin letters; characters of East Asia take two. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += (character.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2;
  return columns;
}
