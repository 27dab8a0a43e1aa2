import type { ConnectionKind, ConnectionKinds, ConnectionView } from '@headrace/flow';
import * as z from 'zod';

const common = {
  name: z
    .string()
    .regex(
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
      'must have lower-case letters, digits and dashes only, and begin and end with a letter or digit',
    ),
  description: z.string().optional().describe('One line for whoever chooses it.'),
};

/** What the file says of every connection, and then what each kind adds. */
type Entry<Kind extends string> = {
  readonly name: string;
  readonly kind: Kind;
  readonly description?: string | undefined;
};

type SettingsIn<Kind> = Kind extends ConnectionKind<infer Settings> ? Settings : never;

/** An entry of the file of connections, of one of the kinds. References to credentials may be part of it. */
export type ConnectionOf<Kinds extends ConnectionKinds> = {
  readonly [Kind in keyof Kinds & string]: Entry<Kind> & SettingsIn<Kinds[Kind]>;
}[keyof Kinds & string];

/** The schema of an entry of a kind. */
export const entrySchema = ({ kind, settings, credentials }: ConnectionKind) =>
  z.object({ name: common.name, kind: z.literal(kind), description: common.description }).extend({
    ...settings.shape,
    ...credentials?.shape,
  });

/** The schema of an entry of any of the kinds. */
export function entriesSchema(kinds: ConnectionKinds): z.ZodType {
  const [first, ...others] = Object.values(kinds).map(entrySchema);
  return first ? z.array(z.discriminatedUnion('kind', [first, ...others])) : z.array(z.never());
}

/** What the compiler and the browser may know of a connection: its settings, and nothing of its credentials. */
export function viewOf(
  kinds: ConnectionKinds,
  entry: Readonly<Record<string, unknown>> & ConnectionView,
): ConnectionView {
  const { name, kind } = entry;
  const known = Object.keys(kinds[kind]?.settings.shape ?? {});
  const settings = known.flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]] as const]));
  return { name, kind, ...Object.fromEntries(settings) };
}
