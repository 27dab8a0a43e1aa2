import type { AnyDiagnostic, Column, ConnectionView, FieldMeta, Relation } from '@headrace/flow';
import { createContext, useContext } from 'react';
import { valueAt } from '../document/edits.ts';

export type Path = readonly (string | number)[];

/** What the fields of a form know of the node that they configure. Paths start below `config`. */
export interface FormContext {
  /** Begins the ids of the form's elements: a page may have several forms. */
  readonly idPrefix: string;
  readonly node: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Relations of the inputs, by input port, and what the node itself gives. */
  readonly inputs: Readonly<Record<string, Relation>>;
  readonly own: Relation | undefined;
  /** The columns that the configuration lists, while something else of the node is wrong. */
  readonly declared: readonly Column[];
  readonly diagnostics: readonly AnyDiagnostic[];
  /** Where a connection leads, for whoever chooses one. */
  addressOf(connection: ConnectionView): string | undefined;
  /** Recent values of an input's columns, by name. */
  samples(input: string | undefined): Readonly<Record<string, string>>;
  /** Some more of them, each once and the newest first. */
  recent(input: string | undefined): Readonly<Record<string, readonly string[]>>;
  change(path: Path, value: unknown): void;
  changeAll(values: readonly (readonly [Path, unknown])[]): void;
  /** A choice was made that says what the node is: it may take its name from it, and what can be known is filled in. */
  decided(path: Path): void;
  /** Ends the gesture: what is typed next is a step of its own for Undo. */
  left(): void;
}

const Context = createContext<FormContext | undefined>(undefined);
export const FormProvider = Context.Provider;

export function useForm(): FormContext {
  const form = useContext(Context);
  if (!form) throw new Error('A field stands outside a form.');
  return form;
}

export const useValue = (path: Path): unknown => valueAt(useForm().config, path);

/**
 * The text of a field that stands beside another one, see `FieldMeta.beside`.
 * @param path of the other one
 * @param key of the field; undefined where the other one goes by none
 */
export function useBeside(path: Path, key: string | undefined): string | undefined {
  const { config } = useForm();
  const value = key === undefined ? undefined : valueAt(config, [...path.slice(0, -1), key]);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The columns that a field offers: an input's, or the node's own where it has no input. */
export function useColumns(meta: FieldMeta | undefined): readonly Column[] {
  const { inputs, own, declared } = useForm();
  const relation = meta?.input === undefined ? Object.values(inputs)[0] : inputs[meta.input];
  const columns = relation?.columns ?? own?.columns ?? declared;
  return meta?.accepts === undefined ? columns : columns.filter((column) => fits(column, meta.accepts));
}

const numbers = /^(TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE)$/;

/** Columns whose type only the planner knows may be what is wanted. */
function fits({ type }: Column, accepts: FieldMeta['accepts']): boolean {
  if (!type) return true;
  if (accepts === 'time') return type.kind === 'sized' && type.name.startsWith('TIMESTAMP');
  return type.kind === 'decimal' || (type.kind === 'simple' && numbers.test(type.name));
}
