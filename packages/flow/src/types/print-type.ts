import { quoteIdentifier } from '../sql/quote.ts';
import type { DataType } from './data-type.ts';

/** Prints a type as Flink SQL. Field names are quoted always; sizes are whole numbers by construction. */
export function printType(type: DataType): string {
  switch (type.kind) {
    case 'simple':
      return type.name;
    case 'sized':
      return type.size === undefined ? type.name : `${type.name}(${type.size})`;
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'array':
      return `ARRAY<${printType(type.element)}>`;
    case 'multiset':
      return `MULTISET<${printType(type.element)}>`;
    case 'map':
      return `MAP<${printType(type.key)}, ${printType(type.value)}>`;
    case 'row':
      return `ROW<${type.fields.map((f) => `${quoteIdentifier(f.name)} ${printType(f.type)}`).join(', ')}>`;
    default:
      return type satisfies never;
  }
}
