import { createTopic, getSchema } from '../../../api/kafka.ts';
import { keys, queryClient, useConnections, useSchema, useTopics } from '../../../api/queries.ts';
import type { FormResources } from '../forms/resources.ts';

/** The connections, topics and messages of this installation. */
export const serverResources: FormResources = {
  useConnections,
  useTopics,
  useSchema,
  schema: (connection, topic, again = false) =>
    queryClient.fetchQuery({
      queryKey: keys.schema(connection, topic),
      queryFn: () => getSchema(connection, topic),
      staleTime: again ? 0 : 60_000,
    }),
  async createTopic(connection, topic) {
    await createTopic(connection, topic);
    await queryClient.invalidateQueries({ queryKey: keys.topics(connection) });
  },
};
