import { nodeData, pairAt, printDocument, readYaml, toData, type Yaml } from '@headrace/yaml';
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, YAMLMap, YAMLSeq } from 'yaml';
import { isRecord, valueAt } from '../value-at.ts';
import { limits } from './limits.ts';
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
  const yaml = readYaml(text, limits);
  if ('code' in yaml) throw new Error(`Only what parseFlow reads can be edited: ${yaml.message}`);
  const before = JSON.stringify(toData(yaml));
  for (const edit of edits) apply(yaml, edit);
  if (yaml.targets.size > 0) writeOutLost(yaml, yaml.document.contents, new Set());
  const after = toData(yaml);
  if (JSON.stringify(after) === before) return text;
  if (text.trimStart().startsWith('{')) return `${JSON.stringify(after, null, 2)}\n`;
  return printDocument(yaml.document);
}

/** Applies the same edits to the document as data, sharing all that did not change. */
export function editDocument(document: FlowDocument, edits: readonly Edit[]): FlowDocument {
  return editData(document, edits) as FlowDocument;
}

/** Applies edits to any data, sharing all that did not change. */
export function editData(data: unknown, edits: readonly Edit[]): unknown {
  return edits.reduce((d, e) => editAt(d, e.path, e), data);
}

/** Edits that take edits back, after those have been applied to `data`. */
export function inverseEdits(data: unknown, edits: readonly Edit[]): Edit[] {
  const inverse: Edit[] = [];
  let before = data;
  for (const edit of edits) {
    inverse.unshift(...inverseOf(before, edit));
    before = editAt(before, edit.path, edit);
  }
  return inverse;
}

function inverseOf(before: unknown, edit: Edit): Edit[] {
  const { path } = edit;
  const above = path.slice(0, -1);
  const last = path.at(-1);
  if ('rename' in edit) {
    const isThere = valueAt(before, path) !== undefined && last !== undefined;
    return isThere ? [{ path: [...above, edit.rename], rename: String(last) }] : [];
  }
  for (const [i, step] of path.entries()) {
    const at = path.slice(0, i);
    const holder = valueAt(before, at);
    // A value without keys is replaced by an object or a list.
    if (!isRecord(holder)) return [{ path: at, value: holder }];
    if (Object.hasOwn(holder, step)) continue;
    const added = Array.isArray(holder) ? Math.min(Number(step), holder.length) : step;
    return [{ path: [...at, added], value: undefined }];
  }
  const holder = valueAt(before, above);
  // Setting the entry again would overwrite the one that has moved to its index.
  if (edit.value === undefined && Array.isArray(holder)) return [{ path: above, value: holder }];
  return [{ path, value: valueAt(before, path) }];
}

function editAt(data: unknown, path: readonly (string | number)[], edit: Edit): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return 'value' in edit ? edit.value : data;
  const isThere = isRecord(data) && Object.hasOwn(data, step);
  if (!isThere && ('rename' in edit || edit.value === undefined)) return data;
  const holder = isRecord(data) ? data : typeof step === 'number' ? [] : {};
  if (Array.isArray(holder)) return editList(holder, Number(step), rest, edit);
  if (rest.length === 0 && 'rename' in edit)
    return Object.fromEntries(Object.entries(holder).map(([k, v]) => [k === String(step) ? edit.rename : k, v]));
  if (rest.length === 0 && 'value' in edit && edit.value === undefined) {
    const { [step]: _removed, ...others } = holder;
    return others;
  }
  const old = isThere ? holder[step] : undefined;
  const next = editAt(old, rest, edit);
  return isThere && next === old ? data : { ...holder, [step]: next };
}

/** Edits an entry of a list. An index past the end appends; a step that is no index changes nothing. */
function editList(list: readonly unknown[], step: number, rest: readonly (string | number)[], edit: Edit): unknown {
  const index = Math.min(step, list.length);
  if (!(index >= 0)) return list;
  if (rest.length === 0 && 'value' in edit && edit.value === undefined) return list.toSpliced(index, 1);
  const old = list[index];
  const next = editAt(old, rest, edit);
  return index < list.length && next === old ? list : [...list.slice(0, index), next, ...list.slice(index + 1)];
}

function apply(yaml: Yaml, edit: Edit): void {
  const document: Document = yaml.document;
  const last = edit.path.at(-1);
  if (last === undefined) {
    const root = 'value' in edit ? assigned(yaml, document.contents, edit.value) : undefined;
    if (isNode(root)) document.contents = root;
    return;
  }
  const removing = 'rename' in edit || edit.value === undefined;
  let at = plain(yaml, document.contents);
  for (const [i, step] of edit.path.slice(0, -1).entries()) {
    let next = plain(yaml, child(at, step));
    if (!isMap(next) && !isSeq(next)) {
      if (removing) return;
      next = typeof edit.path[i + 1] === 'number' ? new YAMLSeq(document.schema) : new YAMLMap(document.schema);
    }
    put(yaml, at, step, next);
    at = next;
  }
  if ('rename' in edit) {
    const pair = isMap(at) ? pairAt(at, last) : undefined;
    if (isScalar(pair?.key)) pair.key = assigned(yaml, pair.key, edit.rename);
  } else if (edit.value === undefined) remove(at, last);
  else put(yaml, at, last, assigned(yaml, plain(yaml, child(at, last)), edit.value));
}

function child(at: unknown, step: string | number): unknown {
  if (isMap(at)) return pairAt(at, step)?.value;
  return isSeq(at) ? at.items[Number(step)] : undefined;
}

function put({ document }: Yaml, at: unknown, step: string | number, value: unknown): void {
  if (isSeq(at) && Number(step) >= 0) at.items[Math.min(Number(step), at.items.length)] = value;
  if (!isMap(at)) return;
  const pair = pairAt(at, step);
  if (pair) pair.value = value;
  else {
    // An empty `{}` was not written in flow style on purpose: keys on their own lines are easier to read and to compare.
    if (at.items.length === 0) at.flow = false;
    at.items.push(document.createPair(String(step), value));
  }
}

function remove(at: unknown, step: string | number): void {
  if (isSeq(at) && Number(step) >= 0) at.items.splice(Number(step), 1);
  if (isMap(at)) at.items = at.items.filter((p) => p !== pairAt(at, step));
}

/** Replaces an alias by a copy before it is changed, so that the edit changes this place only. */
function plain(yaml: Yaml, node: unknown): unknown {
  return isAlias(node) ? created(yaml, nodeData(node, yaml)) : node;
}

/** Creates the YAML nodes of a value. A value that occurs twice is written twice: only people create anchors. */
function created({ document }: Yaml, value: unknown): unknown {
  return document.createNode(value, { aliasDuplicateObjects: false });
}

/** Replaces aliases by copies where an edit has removed their anchor, or moved it behind them. */
function writeOutLost(yaml: Yaml, node: unknown, seen: Set<unknown>): void {
  seen.add(node);
  const kept = (value: unknown): unknown => {
    const lost = isAlias(value) && !seen.has(yaml.targets.get(value));
    const next = lost ? plain(yaml, value) : value;
    writeOutLost(yaml, next, seen);
    return next;
  };
  if (isSeq(node)) node.items = node.items.map(kept);
  if (isMap(node))
    for (const pair of node.items) {
      pair.key = kept(pair.key);
      pair.value = kept(pair.value);
    }
}

/** Assigns a new value to an existing node. Comments and styles stay where the structure is the same. */
function assigned(yaml: Yaml, old: unknown, value: unknown): unknown {
  if (isScalar(old) && (typeof value !== 'object' || value === null)) {
    if (old.value !== value) {
      old.value = value;
      if (typeof value === 'string' && (old.type === 'PLAIN' || value.includes('\n'))) delete old.type;
      delete old.source;
    }
    return old;
  }
  if (isMap(old) && isRecord(value) && !Array.isArray(value)) {
    old.items = old.items.filter((p) => isScalar(p.key) && value[String(p.key.value)] !== undefined);
    for (const [k, v] of Object.entries(value))
      if (v !== undefined) put(yaml, old, k, assigned(yaml, plain(yaml, child(old, k)), v));
    return old;
  }
  if (isSeq(old) && Array.isArray(value)) {
    old.items = value.map((v, i) => assigned(yaml, plain(yaml, old.items[i]), v));
    return old;
  }
  return created(yaml, value);
}
