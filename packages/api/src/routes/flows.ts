import * as z from 'zod';
import { Problem } from '../problem.ts';
import { empty, json, Name, route } from '../route.ts';
import { Run, RunState } from './runs.ts';

export const FlowSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    state: z
      .union([z.enum(['draft', 'valid', 'invalid']), RunState])
      .describe('`draft`: empty or incomplete; `invalid`: has errors; the state of a run while one is active or last.'),
    version: z.int(),
    updatedAt: z.number(),
    deletedAt: z.number().nullable().describe('When it was moved to the bin; null outside the bin.'),
    run: Run.nullable(),
    picture: z
      .object({
        nodes: z.array(z.object({ name: z.string(), type: z.string(), x: z.number(), y: z.number() })),
        edges: z.array(z.object({ from: z.string(), to: z.string() })),
      })
      .describe('Nodes and edges with their layout, for the thumbnail.'),
  })
  .meta({ id: 'FlowSummary', description: 'A flow as the list of flows shows it.' });
export type FlowSummary = z.infer<typeof FlowSummary>;

export const StoredFlow = z
  .object({
    id: z.string(),
    version: z.int(),
    text: z.string().describe('The document, YAML or JSON.'),
    updatedAt: z.number(),
    trusted: z
      .boolean()
      .describe(
        'False for a flow from outside until a person trusts it. Until then it is neither checked by Flink nor previewed nor run.',
      ),
  })
  .meta({ id: 'StoredFlow', description: 'A flow with its text.' });
export type StoredFlow = z.infer<typeof StoredFlow>;

export const CreateRequest = z
  .union([
    z.object({
      text: z.string(),
      trusted: z
        .boolean()
        .default(false)
        .describe('Whether the caller wrote the text; an imported file is not trusted.'),
    }),
    z.object({ example: z.string() }),
    z.object({ copyOf: z.string().describe('The id of a flow; the copy is as trusted as that one.') }),
  ])
  .meta({ id: 'CreateRequest', description: 'A new flow from a text, an example or another flow.' });
export type CreateRequest = z.input<typeof CreateRequest>;

export const SaveRequest = z
  .object({ text: z.string(), baseVersion: z.int().describe('The version that the text was made from.') })
  .meta({ id: 'SaveRequest' });
export type SaveRequest = z.infer<typeof SaveRequest>;

export const StaleVersion = Problem.extend({
  code: z.literal('flow/stale-version'),
  status: z.literal(409),
  current: StoredFlow,
}).meta({
  id: 'StaleVersion',
  description: 'The flow was saved by somebody else in between; `current` is the newest.',
});
export type StaleVersion = z.infer<typeof StaleVersion>;

export const Example = z
  .object({ id: z.string(), title: z.string(), description: z.string(), text: z.string() })
  .meta({ id: 'Example', description: 'A flow to begin with.' });
export type Example = z.infer<typeof Example>;

const params = { id: Name };

export const flows = {
  list: route({
    method: 'GET',
    path: '/api/flows',
    summary: 'Lists the flows outside the bin, newest change first',
    answer: json(z.array(FlowSummary)),
    errors: ['connections/invalid'],
    permission: 'flow:read',
    limit: [],
    audited: false,
  }),
  create: route({
    method: 'POST',
    path: '/api/flows',
    summary: 'Creates a flow; a taken name gets a number',
    body: CreateRequest,
    answer: json(StoredFlow, 201),
    errors: ['example/not-found', 'flow/not-found', 'connections/invalid'],
    permission: 'flow:write',
    limit: ['flows', 'flowBytes'],
    audited: true,
  }),
  get: route({
    method: 'GET',
    path: '/api/flows/{id}',
    summary: 'Gives a flow',
    params,
    answer: json(StoredFlow),
    errors: ['flow/not-found'],
    permission: 'flow:read',
    limit: [],
    audited: false,
  }),
  version: route({
    method: 'GET',
    path: '/api/flows/{id}/versions/{version}',
    summary: 'Gives a version of a flow, as it was saved',
    params: { ...params, version: Name },
    answer: json(StoredFlow),
    errors: ['flow/not-found', 'flow/version-not-found'],
    permission: 'flow:read',
    limit: [],
    audited: false,
  }),
  save: route({
    method: 'PUT',
    path: '/api/flows/{id}',
    summary: 'Saves a new version of a flow',
    params,
    body: SaveRequest,
    answer: json(StoredFlow),
    errors: ['flow/not-found', 'flow/stale-version', 'connections/invalid'],
    permission: 'flow:write',
    limit: ['flowBytes'],
    audited: true,
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/flows/{id}',
    summary: 'Moves a flow to the bin',
    params,
    answer: empty,
    errors: ['flow/not-found', 'flow/running', 'connections/invalid'],
    permission: 'flow:write',
    limit: ['binnedFlows'],
    audited: true,
  }),
  restore: route({
    method: 'POST',
    path: '/api/flows/{id}/restore',
    summary: 'Takes a flow out of the bin',
    params,
    answer: json(StoredFlow),
    errors: ['flow/not-found', 'connections/invalid'],
    permission: 'flow:write',
    limit: ['flows', 'flowBytes'],
    audited: true,
  }),
  trust: route({
    method: 'POST',
    path: '/api/flows/{id}/trust',
    summary: 'Trusts a flow that came from outside, so that Flink may work on it',
    params,
    answer: json(StoredFlow),
    errors: ['flow/not-found'],
    permission: 'flow:trust',
    limit: [],
    audited: true,
  }),
};

export const examples = {
  list: route({
    method: 'GET',
    path: '/api/examples',
    summary: 'Lists the examples',
    answer: json(z.array(Example)),
    errors: [],
    permission: 'flow:read',
    limit: [],
    audited: false,
  }),
};
