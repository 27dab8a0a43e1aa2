import * as z from 'zod';
import { limits } from './limits.ts';

/** The version that this code writes; migrations.ts migrates older ones. */
export const apiVersion = 'headrace.dev/v1alpha1';

/** `emea`, or `emea.unmatched` for a port other than the default. */
const Source = z.string().min(1).max(1000);

/** What feeds a node: one port, several in order (union), or one for each named input (joins). */
export const FeedSchema = z
  .union([Source, z.array(Source).max(100), z.record(z.string(), Source)])
  .describe('What feeds the node: `orders`, or `emea.unmatched` for a port other than the first.');
export type Feed = z.infer<typeof FeedSchema>;

/**
 * Output properties: applied to every port of the node after its own work. Names not mentioned pass unchanged.
 *
 * A name with dots is the path of a field in a nested property (`customer.address.city`), unless a property has just that
 * name. Names to remove and old names are always those inside the node, before anything is done:
 *
 * - `remove: [customer.email]` takes the field out of its row. A row that loses all its fields goes too.
 * - `rename: {customer.name: customer.full name}` names a field anew in its row: the new name begins with the row's path.
 * - `rename: {customer.name: buyer}` lifts the field out: any other new name makes it a property of its own, behind the
 *   one it was in. It leaves even when that one is removed.
 */
export const OutputSchema = z.looseObject({
  remove: z.array(z.string()).optional().describe('Properties that leave, and fields by path: `customer.email`.'),
  rename: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Old name, or path of a field, to new name. A name that does not begin with the path of its row lifts the field out.',
    ),
  order: z
    .array(z.string())
    .optional()
    .describe('New names in the order wanted; the others follow in their own order.'),
});
export type OutputProperties = z.infer<typeof OutputSchema>;

export const NodeSchema = z.looseObject({
  type: z.string().describe('The type of the node; see below.'),
  version: z
    .int()
    .min(1)
    .optional()
    .describe('The version of `config`, where it is not 1. Older ones are read for ever.'),
  from: FeedSchema.optional(),
  // Checked by the node's type, not here: an incomplete node is a normal state.
  config: z.record(z.string(), z.unknown()).optional().describe('The settings of its type; see below.'),
  output: OutputSchema.optional().describe('Output properties, applied to each port after the work of the node.'),
});
export type FlowNode = z.infer<typeof NodeSchema>;

const Position = z.looseObject({ x: z.number(), y: z.number() });

/** A note on the canvas for other people, as plain text; it means nothing to the compiler. Sizes in canvas pixels. */
export const CommentSchema = z.looseObject({
  text: z.string().max(limits.commentCharacters).describe('Plain text.'),
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
});
export type FlowComment = z.infer<typeof CommentSchema>;

/** The flow document, version v1alpha1: what is in the file, in git, and later in the Kubernetes resource. */
export const FlowDocumentSchema = z.looseObject({
  apiVersion: z.literal(apiVersion),
  kind: z.literal('Flow'),
  metadata: z.looseObject({
    name: z.string().min(1).max(253).describe('What the flow is called; stored under this name.'),
    description: z.string().optional().describe('One line for the list of flows.'),
  }),
  spec: z.looseObject({
    nodes: z
      .record(z.string(), NodeSchema)
      .describe('By name, which is also the name of the stream that the node gives.'),
    // Apart from the nodes, so that moving a node does not touch it.
    layout: z.record(z.string(), Position).optional().describe('Where nodes stand on the canvas, by name.'),
    comments: z
      .record(z.string(), CommentSchema)
      .optional()
      .describe('Notes on the canvas, by an id that nothing refers to: `comment-1`.'),
  }),
});
export type FlowDocument = z.infer<typeof FlowDocumentSchema>;
