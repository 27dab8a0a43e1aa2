import * as z from 'zod';

/**
 * A place outside that an administrator registered once; flows name it and never spell out an address.
 * The file that lists them (`connections.yaml`) is `z.array(Connection)`. Credentials are references, resolved by the
 * servers at the last moment, and never part of a document, a plan, a log or an answer to the browser.
 */
export const Connection = z.object({
  name: z
    .string()
    .regex(
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
      'must have lower-case letters, digits and dashes only, and begin and end with a letter or digit',
    ),
  kind: z.literal('kafka'),
  description: z.string().optional().describe('One line for whoever chooses it.'),
  bootstrapServers: z.string().min(1).describe('`host:port` of a broker or several, with commas between them.'),
  security: z
    .literal('sasl')
    .optional()
    .describe(
      'Who calls the cluster signs in with SCRAM-SHA-512. With what, the servers know; it stands in no file of flows.',
    ),
});
export type Connection = z.infer<typeof Connection>;

/** What the compiler and the browser may know of a connection: everything but credentials. */
export interface ConnectionView {
  readonly name: string;
  readonly kind: 'kafka';
  readonly bootstrapServers: string;
  readonly security?: 'sasl' | undefined;
}
