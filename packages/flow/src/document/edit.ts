import { pairAt } from '@headrace/yaml';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { FlowDocument } from './schema.ts';

/** A change at a path from the document's root: a new value, a removal (`undefined`), or another name for a key. */
export type Edit =
  | { readonly path: readonly (string | number)[]; readonly value: unknown }
  | { readonly path: readonly (string | number)[]; readonly rename: string };

/**
 * Applies edits to a document's text. Comments, order and unknown keys stay; without a change the very same bytes come
 * back, and applying the same edits again changes nothing. JSON stays JSON. The text must be one that `parseFlow` read.
 */
export function editText(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  const document = parseDocument(text, { version: '1.2' });
  const before = JSON.stringify(document.toJS());
  for (const edit of edits) apply(document, edit);
  const after = document.toJS();
  if (JSON.stringify(after) === before) return text;
  if (text.trimStart().startsWith('{')) return `${JSON.stringify(after, null, 2)}\n`;
  return document.toString({ lineWidth: 0, indent: 2, flowCollectionPadding: false });
}

/** Applies the same edits to the document as data, sharing all that did not change. */
export function editDocument(document: FlowDocument, edits: readonly Edit[]): FlowDocument {
  return edits.reduce<unknown>((d, e) => editData(d, e.path, e), document) as FlowDocument;
}

function editData(data: unknown, path: readonly (string | number)[], edit: Edit): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return 'value' in edit ? edit.value : data;
  if (Array.isArray(data)) {
    const copy = [...data];
    if (rest.length === 0 && 'value' in edit && edit.value === undefined) copy.splice(Number(step), 1);
    else copy[Number(step)] = editData(copy[Number(step)], rest, edit);
    return copy;
  }
  const record = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
  if (rest.length === 0 && 'rename' in edit)
    return Object.fromEntries(Object.entries(record).map(([k, v]) => [k === String(step) ? edit.rename : k, v]));
  if (rest.length === 0 && 'value' in edit && edit.value === undefined) {
    const { [String(step)]: _removed, ...others } = record;
    return others;
  }
  const own = Object.hasOwn(record, String(step)) ? record[String(step)] : undefined;
  if (own === undefined && ('rename' in edit || edit.value === undefined)) return data;
  return { ...record, [String(step)]: editData(own, rest, edit) };
}

function apply(document: Document.Parsed, edit: Edit): void {
  if (edit.path.length === 0) {
    if ('value' in edit) document.contents = assigned(document, document.contents, edit.value) as never;
    return;
  }
  const removing = 'rename' in edit || edit.value === undefined;
  let at = plain(document, document.contents);
  for (const [i, step] of edit.path.slice(0, -1).entries()) {
    let next = plain(document, child(at, step));
    if (!isMap(next) && !isSeq(next)) {
      if (removing) return;
      next = document.createNode(typeof edit.path[i + 1] === 'number' ? [] : {}) as YAMLMap | YAMLSeq;
    }
    put(document, at, step, next);
    at = next;
  }
  const last = edit.path.at(-1) as string | number;
  if ('rename' in edit) {
    const pair = isMap(at) ? pairAt(at, last) : undefined;
    if (isScalar(pair?.key)) pair.key.value = edit.rename;
  } else if (edit.value === undefined) remove(at, last);
  else put(document, at, last, assigned(document, plain(document, child(at, last)), edit.value));
}

function child(at: unknown, step: string | number): unknown {
  if (isMap(at)) return pairAt(at, step)?.value;
  return isSeq(at) ? at.items[Number(step)] : undefined;
}

function put(document: Document.Parsed, at: unknown, step: string | number, value: unknown): void {
  if (isSeq(at)) at.items[Math.min(Number(step), at.items.length)] = value;
  if (!isMap(at)) return;
  const pair = pairAt(at, step);
  if (pair) pair.value = value;
  else {
    // `{}` holds nothing yet, so its style says nothing: lines of their own are easier to read and to compare.
    if (at.items.length === 0) at.flow = false;
    at.items.push(document.createPair(String(step), value));
  }
}

function remove(at: unknown, step: string | number): void {
  if (isSeq(at)) at.items.splice(Number(step), 1);
  if (isMap(at)) at.items = at.items.filter((p) => p !== pairAt(at, step));
}

/** An alias is written out before it is changed: the edit concerns this place only. */
function plain(document: Document.Parsed, node: unknown): unknown {
  return isAlias(node) ? document.createNode(node.toJS(document)) : node;
}

/** The new value in the old one's clothes: comments and styles stay wherever the shape does. */
function assigned(document: Document.Parsed, old: unknown, value: unknown): unknown {
  if (isScalar(old) && (typeof value !== 'object' || value === null)) {
    if (old.value !== value) {
      old.value = value;
      if (typeof value === 'string' && (old.type === 'PLAIN' || value.includes('\n'))) delete old.type;
      delete old.source;
    }
    return old;
  }
  if (isMap(old) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const wanted = value as Record<string, unknown>;
    old.items = old.items.filter((p) => isScalar(p.key) && wanted[String(p.key.value)] !== undefined);
    for (const [k, v] of Object.entries(wanted))
      if (v !== undefined) put(document, old, k, assigned(document, plain(document, child(old, k)), v));
    return old;
  }
  if (isSeq(old) && Array.isArray(value)) {
    old.items = value.map((v, i) => assigned(document, plain(document, old.items[i]), v));
    return old;
  }
  return document.createNode(value) as Node;
}
