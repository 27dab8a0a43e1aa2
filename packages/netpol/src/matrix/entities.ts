import { existing } from '@headrace/text';
import { equivalenceClasses, type Workload } from '../index.ts';
import { anyone, type MatrixEndpoint } from './endpoints.ts';
import type { MatrixInput } from './matrix-input.ts';

/** Workloads that are one row and one column: one, or several that no policy tells apart. */
export interface MatrixEntity {
  readonly title: string;
  readonly subtitle: string;
  readonly namespace: string;
  /** The one that stands for all. */
  readonly end: MatrixEndpoint;
  /** Another one, where there is one: what it may do to the first, they may do to each other. */
  readonly other: MatrixEndpoint | undefined;
  readonly workload: Workload | undefined;
}

/** How many rows and columns are made at most; beyond, one looks at a namespace or searches. */
export const entityBound = 60;
/** From here on workloads that are alike become one. */
const singly = 40;

/** Everybody who is there, in order. Under "what if" the policies part more; so that world says who is alike. */
export function entitiesOf({ seen, targets, onlyCalls }: MatrixInput): MatrixEntity[] {
  const { workloads } = seen.index;
  const apart = new Set(targets.flatMap((t) => ('workload' in t.end ? [t.end.workload] : [])));
  const groups = workloads.length <= singly ? workloads.map((_, i) => [i]) : equivalenceClasses(seen);
  // A name alone says who is meant as long as nobody else has it.
  const count = new Map<string, number>();
  for (const { name } of workloads) count.set(name, (count.get(name) ?? 0) + 1);
  return groups
    .map((members) => members.filter((i) => !apart.has(i)))
    .filter((members) => members.length > 0)
    .map(([first = 0, second, ...rest]) => {
      const workload = existing(workloads[first]);
      const more = second === undefined ? 0 : rest.length + 1;
      const isUnique = more === 0 && count.get(workload.name) === 1;
      const name = isUnique ? workload.name : `${workload.namespace}/${workload.name}`;
      const kind = onlyCalls.has(first) ? 'a pod that no policy names' : workload.kind;
      return {
        title: more > 0 ? `${name} and ${more} more` : name,
        subtitle: more > 0 ? 'alike to every policy' : kind,
        namespace: workload.namespace,
        end: { workload: first },
        other: second === undefined ? undefined : { workload: second },
        workload,
      };
    });
}

/** Addresses outside, by one of them. */
export const outsideEntity = (title: string, end: MatrixEndpoint): MatrixEntity => ({
  title,
  subtitle: 'addresses outside',
  namespace: 'outside',
  end,
  other: undefined,
  workload: undefined,
});

/** Somebody outside of whom no policy knows. */
export const anyoneEntity: MatrixEntity = {
  ...outsideEntity('Anyone', anyone),
  subtitle: 'outside the cluster',
  namespace: '',
};

/** Whether an entity matches the namespace and the search. */
export function isSought(entity: MatrixEntity, { onlyNamespace, search }: MatrixInput): boolean {
  if (onlyNamespace !== '' && entity.namespace !== onlyNamespace) return false;
  return search === '' || entity.title.toLowerCase().includes(search.toLowerCase());
}
