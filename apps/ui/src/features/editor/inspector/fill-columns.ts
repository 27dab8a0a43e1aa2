import { typeOf } from '../catalogue.ts';
import type { DocumentModel } from '../document/document-model.ts';
import { setValues } from '../document/operations/config.ts';
import type { FormResources } from '../forms/resources.ts';
import { fieldsOf } from '../forms/schema.ts';
import { adopt } from '../forms/widgets/found-columns.ts';

/**
 * Fills in the columns of a source when its topic was chosen: those of recent messages, unless some are there already, or
 * something else was chosen meanwhile. Messages that cannot be read fill in nothing; the form says why.
 */
export async function fillColumns(
  document: DocumentModel,
  name: string,
  resources: Pick<FormResources, 'schema'>,
): Promise<void> {
  const wanted = emptyColumns(document, name);
  if (!wanted) return;
  const found = await resources.schema(wanted.connection, wanted.topic).catch(() => undefined);
  const still = emptyColumns(document, name);
  if (!found?.columns.length || still?.connection !== wanted.connection || still.topic !== wanted.topic) return;
  const values = adopt(found, [still.key], still.config);
  setValues(
    document,
    name,
    values.map(([path, value]) => [['config', ...path], value] as const),
    `Properties of ${wanted.topic}`,
  );
}

/** The list of columns of a node that has a topic and no column yet. */
function emptyColumns(document: DocumentModel, name: string) {
  const nodes = document.opened?.spec.nodes ?? {};
  const node = Object.hasOwn(nodes, name) ? nodes[name] : undefined;
  const type = typeOf(node?.type);
  const key = type && fieldsOf(type.config).find((field) => field.meta?.widget === 'source-columns')?.key;
  const config = node?.config ?? {};
  const { connection, topic } = config;
  if (key === undefined || typeof connection !== 'string' || typeof topic !== 'string') return undefined;
  const columns = config[key];
  return Array.isArray(columns) && columns.length > 0 ? undefined : { key, config, connection, topic };
}
