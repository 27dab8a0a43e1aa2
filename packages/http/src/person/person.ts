import type { Role } from '@headrace/api';
import type { Context } from 'hono';

/** Who asks, as a key: limits count by it. */
export type PersonOf = (c: Context) => string;

/** Until there is sign-in, everybody who reaches a server is the one person of this machine. */
export const localPerson: PersonOf = () => 'local';

/** What somebody may see beyond their own work. */
export type RoleOf = (c: Context) => Role;

/** The one person of this machine administers it too. */
export const localRole: RoleOf = () => 'administrator';
