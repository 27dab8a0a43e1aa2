import type { Widget } from '@headrace/flow';
import { type ComponentType, createContext, useContext } from 'react';
import type { Path } from './context.ts';
import type { Focusable, FocusRank } from './focus.ts';
import type { Field, Shape } from './schema.ts';

export interface WidgetProps {
  readonly field: Field;
  readonly path: Path;
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  readonly missing: boolean;
  /** For what takes the cursor of the field; a widget without it only has fields inside that do. */
  readonly focusRef: (target: Focusable | null) => void;
}

/** Which component edits a field. Composite widgets hold fields, so they get the registry by context and not by import. */
export interface WidgetRegistry {
  /** Every word that a field's `widget` can be, and the component that edits it. */
  readonly byName: Readonly<Record<Widget, ComponentType<WidgetProps>>>;
  /** How a field is edited whose meta names no widget. */
  readonly byShape: Readonly<Record<Exclude<Shape['kind'], 'constant'>, ComponentType<WidgetProps>>>;
  /** What stands below a field and helps to fill it in. */
  readonly help: Readonly<Partial<Record<Widget, ComponentType<WidgetProps>>>>;
  /** What takes the cursor of a field, where it is not text. */
  readonly ranks: Readonly<Partial<Record<Widget | Shape['kind'], FocusRank>>>;
  /** These show diagnostics at the part that they are about. */
  readonly showsDiagnostics: ReadonlySet<Widget>;
}

const Context = createContext<WidgetRegistry | undefined>(undefined);
export const WidgetsProvider = Context.Provider;

export function useWidgets(): WidgetRegistry {
  const registry = useContext(Context);
  if (!registry) throw new Error('A field is rendered outside a form.');
  return registry;
}
