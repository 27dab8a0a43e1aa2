import type * as z from 'zod';
import type { Diagnostic } from '../diagnostic.ts';
import { nearest } from '../graph/nearest.ts';
import { type UnknownKey, unknownKeys } from '../words/sentence.ts';
import { type FlowDocument, FlowDocumentSchema, NodeSchema } from './schema.ts';

/**
 * Reports unknown keys of a document, such as typing errors in a hand-written file. They stay in the file. A node's `config`
 * is checked with its type, not here. Results are cached for each part by identity, as in the compiler.
 */
export class UnknownKeys {
  private readonly known = new WeakMap<object, readonly UnknownKey[]>();

  of(document: FlowDocument): Diagnostic[] {
    const root = FlowDocumentSchema.shape;
    const spec: Readonly<Record<string, z.ZodType>> = root.spec.shape;
    const { nodes, ...others } = document.spec;
    return [
      ...shallow(root, document, []),
      ...this.inside(root.metadata, document.metadata, ['metadata']),
      ...shallow(spec, document.spec, ['spec']),
      ...Object.entries(others).flatMap(([key, value]) => {
        const schema = Object.hasOwn(spec, key) ? spec[key] : undefined;
        return schema ? this.inside(schema, value, ['spec', key]) : [];
      }),
      ...Object.entries(nodes).flatMap(([name, node]) => this.inside(NodeSchema, node, ['spec', 'nodes', name])),
    ];
  }

  private inside(schema: z.ZodType, value: unknown, path: readonly string[]): Diagnostic[] {
    if (typeof value !== 'object' || value === null) return [];
    const found = this.known.get(value) ?? unknownKeys(schema, value);
    this.known.set(value, found);
    return found.map((each) => diagnostic({ ...each, path: [...path, ...each.path] }));
  }
}

/** The keys of one level alone. */
function shallow(shape: Readonly<Record<string, z.ZodType>>, value: object, path: readonly string[]): Diagnostic[] {
  const known = Object.keys(shape);
  const strange = Object.keys(value).filter((key) => !known.includes(key));
  const free = known.filter((key) => !Object.hasOwn(value, key));
  return strange.map((key) => diagnostic({ path: [...path, key], key, nearest: nearest(key, free) }));
}

function diagnostic({ path, key, nearest: meant }: UnknownKey): Diagnostic {
  const [, , node, ...rest] = path;
  const inNode = path[0] === 'spec' && path[1] === 'nodes' && path.length > 3;
  const where =
    path.length > 1
      ? ` under ${inNode ? rest.slice(0, -1).join('.') || `'${node}'` : path.slice(0, -1).join('.')}`
      : '';
  const hint = meant === undefined ? 'Remove it.' : `Did you mean '${meant}'?`;
  return {
    code: 'document/unknown-key',
    severity: 'warning',
    message: `A flow has no key '${key}'${where}; it has no effect. ${hint}`,
    place: inNode ? { node: String(node), path: rest } : { path },
  };
}
