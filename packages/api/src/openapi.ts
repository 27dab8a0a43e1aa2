import * as z from 'zod';
import type { Permission } from './permissions.ts';
import { commonLimits, commonProblems, limitProblems, Problem, type ProblemKind } from './problem.ts';
import { problemsOf, type Route, type RouteTable } from './route.ts';
import { StaleVersion } from './routes/flows.ts';

/** A JSON Schema, or a part of one. */
export type Schema = { readonly [key: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

export interface Answer {
  readonly description: string;
  readonly content?: Content;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>;
  readonly 'x-permission': Permission;
  readonly 'x-limits': readonly string[];
  readonly 'x-audited': boolean;
}

/** An OpenAPI 3.1 document, as far as `openApi` makes use of it. */
export interface OpenApi {
  readonly openapi: '3.1.1';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    /** Problems that every request may meet, by status. */
    readonly responses: Readonly<Record<string, Answer>>;
  };
}

/**
 * The routes as an OpenAPI 3.1 document. Permissions, limits and audit stand beside each operation under `x-` keys.
 * Source: https://spec.openapis.org/oas/v3.1.1.html
 */
export function openApi(table: RouteTable): OpenApi {
  const components = new Components();
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [resource, routes] of Object.entries(table))
    for (const [name, route] of Object.entries(routes)) {
      const own = operationOf(resource, name, route, components);
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: own };
    }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Headrace',
      version: 'v1alpha1',
      description:
        'Flows, previews, runs and the Kafka topics that they read. Every path is served at the address that people open.',
    },
    tags: Object.keys(table).map((name) => ({ name })),
    paths,
    components: components.all(),
  };
}

function operationOf(resource: string, name: string, route: Route, components: Components): Operation {
  const parameters = [...parametersOf('path', route.params), ...parametersOf('query', route.query)];
  return {
    operationId: `${resource}.${name}`,
    tags: [resource],
    summary: `${route.summary}.`,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body ? { requestBody: { required: true, content: jsonOf(components.schemaOf(route.body)) } } : {}),
    responses: { ...successOf(route, components), ...refusalsOf(route, components) },
    'x-permission': route.permission,
    'x-limits': route.limit,
    'x-audited': route.audited,
  };
}

function parametersOf(place: Parameter['in'], schemas: Route['params'] = {}): Parameter[] {
  return Object.entries(schemas).map(([name, schema]) => {
    const { description, ...rest } = jsonSchema(schema, 'output');
    return {
      name,
      in: place,
      required: place === 'path' || !schema.safeParse(undefined).success,
      ...(typeof description === 'string' ? { description } : {}),
      schema: rest,
    };
  });
}

function successOf({ answer }: Route, components: Components): Operation['responses'] {
  if (answer.kind === 'json')
    return { [answer.status]: { description: 'Done.', content: jsonOf(components.schemaOf(answer.schema)) } };
  if (answer.kind === 'empty') return { [answer.status]: { description: 'Done.' } };
  const events = [...Map.groupBy(Object.entries(answer.events), ([, data]) => data)].map(([data, named]) => ({
    type: 'object',
    properties: { event: { enum: named.map(([event]) => event) }, data: components.schemaOf(data) },
    required: ['event', 'data'],
  }));
  const description = 'Server-sent events: `event` names the kind, and `data` is JSON of the schema beside that name.';
  return { [answer.status]: { description, content: { 'text/event-stream': { schema: { oneOf: events } } } } };
}

/** Problems by status, each with its codes and when they come. */
function refusalsOf(route: Route, components: Components): Operation['responses'] {
  const byStatus = new Map<number, [code: string, kind: ProblemKind][]>();
  for (const [code, kind] of problemsOf(route))
    byStatus.set(kind.status, [...(byStatus.get(kind.status) ?? []), [code, kind]]);
  return Object.fromEntries(
    [...byStatus].map(([status, kinds]) => {
      const description = kinds.map(([code, { means }]) => `\`${code}\`: ${means}`).join('\n\n');
      const codes = kinds.map(([code]) => code);
      const problem = { allOf: [components.schemaOf(Problem), { properties: { code: { enum: codes } } }] };
      const isStale = codes.includes('flow/stale-version');
      const schema = isStale ? { anyOf: [components.schemaOf(StaleVersion), problem] } : problem;
      const answer = { description, content: { 'application/problem+json': { schema } } };
      return [status, codes.every(isCommon) ? components.common(status, answer) : answer];
    }),
  );
}

const ofEveryServer = new Set<string>([...Object.keys(commonProblems), ...limitProblems(commonLimits).keys()]);
/** Whether every request may meet a problem. */
export const isCommon = (code: string): boolean => ofEveryServer.has(code);

const jsonOf = (schema: Schema): Content => ({ 'application/json': { schema } });

/** What zod generates from a schema, with the schemas that it refers to. */
const generated = z.looseObject({
  $defs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  id: z.string().optional(),
});

/** What stands once in the document; operations refer to it. */
class Components {
  private readonly schemas = new Map<string, Schema>();
  private readonly responses = new Map<number, Answer>();

  /** The schema with what it refers to among the components. */
  schemaOf(schema: z.ZodType): Schema {
    const { $defs, id, ...root } = generated.parse(moved(jsonSchema(schema, 'input')));
    for (const [name, { id: _, ...found }] of Object.entries($defs)) this.schemas.set(name, found);
    if (id === undefined) return root;
    this.schemas.set(id, root);
    return { $ref: `#/components/schemas/${id}` };
  }

  common(status: number, answer: Answer): { readonly $ref: string } {
    this.responses.set(status, answer);
    return { $ref: `#/components/responses/${nameOf(status)}` };
  }

  all(): OpenApi['components'] {
    return {
      schemas: Object.fromEntries([...this.schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: Object.fromEntries([...this.responses].map(([status, answer]) => [nameOf(status), answer])),
    };
  }
}

const nameOf = (status: number): string => `Common${status}`;

/** @param io the value as it is sent (`input`), or as it is read from a text of a path or query (`output`) */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}

/** References to definitions as references to components. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string' ? inner.replace('#/$defs/', '#/components/schemas/') : moved(inner),
    ]),
  );
}
