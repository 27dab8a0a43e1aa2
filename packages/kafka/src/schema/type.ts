import { type DataType, types } from '@headrace/flow';
import type { Shape } from './shape.ts';

/** Objects nested deeper than this are read as text: nobody would want them as columns. */
const deepest = 20;

/** The Flink type that values of a shape are read as. Where nothing better is known it is text, which reads all. */
export function typeOf(shape: Shape, depth = 0): DataType {
  if (depth > deepest) return types.string;
  switch (shape.kind) {
    case 'nothing':
    case 'text':
      return types.string;
    case 'integer':
      return types.bigint;
    case 'decimal':
      return types.double;
    case 'boolean':
      return types.boolean;
    case 'time':
      return depth === 0 ? shape.spelling.type : nestedTime(shape.written);
    case 'array':
      return { kind: 'array', element: typeOf(shape.element, depth + 1) };
    case 'object':
      return objectType(shape, depth);
    default:
      return shape satisfies never;
  }
}

/** Only columns have a time format of their own; inside a row a time stays as it is written. */
function nestedTime(written: 'text' | 'integer'): DataType {
  return written === 'text' ? types.string : types.bigint;
}

function objectType({ fields }: Extract<Shape, { kind: 'object' }>, depth: number): DataType {
  if (fields.size === 0) return types.string;
  return { kind: 'row', fields: [...fields].map(([name, field]) => ({ name, type: typeOf(field.shape, depth + 1) })) };
}
