import type { ProblemCode } from './problem.ts';

/** Who somebody is to Headrace. Until there is sign-in, the one person of the machine is an administrator. */
export type Role = 'administrator' | 'person';

/** What a route lets its caller do, and who may. */
export interface PermissionKind {
  readonly what: string;
  readonly roles: readonly Role[];
  /** How everybody else is refused; absent where every role may. */
  readonly refusal?: { readonly code: ProblemCode; readonly title: string };
}

const everybody = ['administrator', 'person'] as const;

/** All permissions. Each route names one; `bind` of packages/http asks for it before the route does anything. */
export const permissions = {
  'flow:read': { what: 'see flows', roles: everybody },
  'flow:write': { what: 'create, change and delete flows', roles: everybody },
  'flow:trust': { what: 'let Flink work on a flow that came from outside', roles: everybody },
  'flow:check': { what: 'have a flow checked', roles: everybody },
  'preview:use': { what: 'see live events of a flow', roles: everybody },
  'run:read': { what: 'see runs', roles: everybody },
  'run:control': { what: 'start and stop runs', roles: everybody },
  'run:trace': {
    what: 'see the stack trace of a failed run',
    roles: ['administrator'],
    refusal: {
      code: 'run/trace-not-allowed',
      title: 'Only administrators see the trace of a failure. Ask one of them.',
    },
  },
  'connection:read': { what: 'see registered connections', roles: everybody },
  'topic:read': { what: 'see topics and their messages', roles: everybody },
  'topic:create': { what: 'create topics', roles: everybody },
  'system:read': { what: 'see the state and the interface of Headrace', roles: everybody },
} as const satisfies Record<string, PermissionKind>;

export type Permission = keyof typeof permissions;
