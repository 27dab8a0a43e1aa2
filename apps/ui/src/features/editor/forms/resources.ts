import type { FoundSchema, ResourceInfo } from '@headrace/api';
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
  /** What a connection holds (topics, the busiest first). Nothing is looked up without a connection. */
  useResources(connection: string | undefined): LookedUp<readonly ResourceInfo[]>;
  /** What a resource looks like: the recent messages of a topic. */
  useSchema(connection: string | undefined, resource: string | undefined): LookedUp<FoundSchema>;
  /** The same, asked once; `again` looks at newer messages than those that are known. Rejects with an `ApiProblem`. */
  schema(connection: string, resource: string, again?: boolean): Promise<FoundSchema>;
  createResource(connection: string, resource: string): Promise<void>;
}

const Context = createContext<FormResources | undefined>(undefined);
export const ResourcesProvider = Context.Provider;

export function useResources(): FormResources {
  const resources = useContext(Context);
  if (!resources) throw new Error('A picker is rendered outside a form.');
  return resources;
}
