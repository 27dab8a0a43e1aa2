import type { FoundSchema, TopicInfo } from '@headrace/api';
import type { ConnectionView } from '@headrace/flow';
import { createContext, useContext } from 'react';

/** Something that is looked up on a server, as far as it is there. */
export interface LookedUp<T> {
  readonly data: T | undefined;
  /** It is looked up, for the first time or again. */
  readonly isFetching: boolean;
  readonly error: Error | null;
}

/** What the pickers of a form choose from. The methods that begin with `use` are hooks. */
export interface FormResources {
  useConnections(): LookedUp<readonly ConnectionView[]>;
  /** The topics of a connection, the busiest first. Nothing is looked up without a connection. */
  useTopics(connection: string | undefined): LookedUp<readonly TopicInfo[]>;
  /** What recent messages of a topic look like. */
  useSchema(connection: string | undefined, topic: string | undefined): LookedUp<FoundSchema>;
  /** The same, asked once; `again` looks at newer messages than those that are known. Rejects with an `ApiProblem`. */
  schema(connection: string, topic: string, again?: boolean): Promise<FoundSchema>;
  createTopic(connection: string, topic: string): Promise<void>;
}

const Context = createContext<FormResources | undefined>(undefined);
export const ResourcesProvider = Context.Provider;

export function useResources(): FormResources {
  const resources = useContext(Context);
  if (!resources) throw new Error('A picker is rendered outside a form.');
  return resources;
}
