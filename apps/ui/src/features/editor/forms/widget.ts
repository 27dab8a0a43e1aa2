import type { Widget } from '@headrace/flow';
import { type ComponentType, createContext, useContext } from 'react';
import type { Path } from './context.ts';
import type { Focusable, FocusRank } from './focus.ts';
import type { Field, Shape } from './schema.ts';

/** The shapes that a person edits. */
export type Editable = Exclude<Shape['kind'], 'constant'>;

/** What a field of a shape holds. A file may hold anything: what is none of these is not there for a widget. */
export interface Values {
  text: string;
  choice: string;
  number: number | undefined;
  flag: boolean;
  list: readonly unknown[];
  group: Readonly<Record<string, unknown>>;
  variant: Readonly<Record<string, unknown>>;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a value of a document for a widget of a shape. */
export const readValue: { readonly [K in Editable]: (value: unknown) => Values[K] } = {
  text: (value) => (typeof value === 'string' ? value : ''),
  choice: (value) => (typeof value === 'string' ? value : ''),
  number: (value) => (typeof value === 'number' ? value : undefined),
  flag: (value) => value === true,
  list: (value) => (Array.isArray(value) ? value : []),
  group: (value) => (isRecord(value) ? value : {}),
  variant: (value) => (isRecord(value) ? value : {}),
};

/** What edits a field of a shape is given. */
export interface WidgetProps<K extends Editable> {
  readonly field: Field;
  readonly shape: Extract<Shape, { readonly kind: K }>;
  readonly path: Path;
  readonly id: string;
  readonly label: string;
  readonly value: Values[K];
  /** For what takes the cursor of the field; a widget without it only has fields inside that do. */
  readonly focusRef: (target: Focusable | null) => void;
  /** Writes a text where the cursor of the field is, if it is an editor. */
  readonly insert: (text: string) => void;
}

/** How fields of one shape are edited. */
export interface WidgetOf<K extends Editable> {
  readonly shape: K;
  readonly Component: ComponentType<WidgetProps<K>>;
  /** What stands below the field and helps to fill it in. */
  readonly Help?: ComponentType<WidgetProps<K>>;
  /** What takes the cursor, where it is not text. */
  readonly rank?: FocusRank;
  /** It has fields inside, which show their own diagnostics. */
  readonly composite?: true;
  /** It shows diagnostics at the part that they are about. */
  readonly showsDiagnostics?: true;
}

export type AnyWidget<K extends Editable = Editable> = { [S in K]: WidgetOf<S> }[K];

/** Whether a field has the shape that a widget edits. */
export const hasShape = <K extends Editable>(shape: Shape, kind: K): shape is Extract<Shape, { readonly kind: K }> =>
  shape.kind === kind;

/** Which component edits a field. Composite widgets hold fields, so they get the registry by context and not by import. */
export interface WidgetRegistry {
  /** Every word that a field's `widget` can be, and what edits it. */
  readonly byName: Readonly<Record<Widget, AnyWidget>>;
  /** How a field is edited whose meta names no widget. */
  readonly byShape: { readonly [K in Editable]: WidgetOf<K> };
}

/** What edits a field. Throws where the widget that the field names is for another shape: a fault of the node type. */
export function widgetFor(registry: WidgetRegistry, { key, meta, shape }: Field): AnyWidget | undefined {
  if (shape.kind === 'constant') return undefined;
  const widget = meta?.widget ? registry.byName[meta.widget] : registry.byShape[shape.kind];
  if (widget.shape !== shape.kind)
    throw new Error(`The widget “${meta?.widget}” edits a ${widget.shape}, and the field “${key}” is a ${shape.kind}.`);
  return widget;
}

const Context = createContext<WidgetRegistry | undefined>(undefined);
export const WidgetsProvider = Context.Provider;

export function useWidgets(): WidgetRegistry {
  const registry = useContext(Context);
  if (!registry) throw new Error('A field is rendered outside a form.');
  return registry;
}
