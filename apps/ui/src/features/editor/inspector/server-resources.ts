import { createResource, getSchema } from '../../../api/connections.ts';
import { keys, queryClient, useConnections, useResources, useSchema } from '../../../api/queries.ts';
import type { FormResources } from '../forms/resources.ts';

/** The connections of this installation and what they hold. */
export const serverResources: FormResources = {
  useConnections,
  useResources,
  useSchema,
  schema: (connection, resource, again = false) =>
    queryClient.fetchQuery({
      queryKey: keys.schema(connection, resource),
      queryFn: () => getSchema(connection, resource),
      staleTime: again ? 0 : 60_000,
    }),
  async createResource(connection, resource) {
    await createResource(connection, resource);
    await queryClient.invalidateQueries({ queryKey: keys.resources(connection) });
  },
};
