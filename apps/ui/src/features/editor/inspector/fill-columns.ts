import { configOf, typeOf } from '../catalogue.ts';
import type { DocumentModel } from '../document/document-model.ts';
import { setValues } from '../document/operations/config.ts';
import type { FormResources } from '../forms/resources.ts';
import { columnsField } from '../forms/schema.ts';
import { adopt, readColumns } from '../forms/widgets/found-columns.ts';

/**
 * Fills in the columns of a source when its resource was chosen: those of recent messages, unless some are there already, or
 * something else was chosen meanwhile. Messages that cannot be read fill in nothing; the form says why.
 */
export async function fillColumns(
  document: DocumentModel,
  name: string,
  resources: Pick<FormResources, 'schema'>,
): Promise<void> {
  const wanted = emptyColumns(document, name);
  if (!wanted) return;
  const found = await resources.schema(wanted.connection, wanted.resource).catch(() => undefined);
  const still = emptyColumns(document, name);
  if (!found?.columns.length || still?.connection !== wanted.connection || still.resource !== wanted.resource) return;
  const values = adopt(found, [still.key], still.beside, still.config);
  setValues(
    document,
    name,
    values.map(([path, value]) => [['config', ...path], value] as const),
    `Properties of ${wanted.resource}`,
  );
}

/** The list of columns of a node that has a resource and no column yet. */
function emptyColumns(document: DocumentModel, name: string) {
  const nodes = document.opened?.spec.nodes ?? {};
  const node = Object.hasOwn(nodes, name) ? nodes[name] : undefined;
  const type = typeOf(node?.type);
  const field = type && columnsField(type);
  if (!field) return undefined;
  const config = configOf(node);
  const { key, meta: { beside = {} } = {} } = field;
  const [connection, resource] = [config[beside.connection ?? ''], config[beside.resource ?? '']];
  if (typeof connection !== 'string' || typeof resource !== 'string') return undefined;
  return readColumns(config[key]).length > 0 ? undefined : { key, beside, config, connection, resource };
}
