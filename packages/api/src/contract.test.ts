import type { AnyDiagnostic, ConnectionView } from '@headrace/flow';
import { gatewayRoutes } from '@headrace/topology';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import {
  allRoutes,
  backendRoutes,
  type ConnectionViewSchema,
  DiagnosticSchema,
  empty,
  json,
  kafkaAdminRoutes,
  Name,
  openApi,
  type PermissionKind,
  permissions,
  problemsOf,
  type Route,
  route,
} from './index.ts';
import { sampleOf, samplesOf } from './testing/index.ts';

const routes = Object.entries(allRoutes).flatMap(([resource, operations]) =>
  Object.entries(operations as Record<string, Route>).map(([name, route]) => [`${resource}.${name}`, route] as const),
);

test('the OpenAPI document is one, as a validator of OpenAPI 3.1 says', async () => {
  const validator = new Validator();
  const result = await validator.validate(JSON.parse(JSON.stringify(openApi(allRoutes))));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('every route is in the document once, and every reference in it leads somewhere', () => {
  const document = openApi(allRoutes);
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(routes.map(([name]) => name).sort());
  for (const [, kind, name = ''] of JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/(\w+)"/g))
    expect(document.components[kind as keyof typeof document.components], name).toHaveProperty(name);
  expect(JSON.stringify(document)).not.toContain('$defs');
});

test.each(routes)('%s is declared without contradictions', (_, declared) => {
  const { path, params, errors, permission } = declared;
  expect(Object.keys(params ?? {})).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  expect(new Set(errors).size).toBe(errors.length);
  const { refusal, roles }: PermissionKind = permissions[permission];
  expect(refusal === undefined).toBe(roles.length === 2);
  expect(problemsOf(declared).has('http/internal')).toBe(true);
  expect(declared.method === 'GET' ? declared.body : undefined).toBeUndefined();
});

test('each server serves what lies under its prefix', () => {
  const prefixes = Object.fromEntries(gatewayRoutes().map(({ component, prefix }) => [component, prefix]));
  for (const [component, table] of [
    ['backend', backendRoutes],
    ['kafka-admin', kafkaAdminRoutes],
  ] as const)
    for (const operations of Object.values(table))
      for (const { path } of Object.values(operations as Record<string, Route>))
        expect(path.startsWith(`${prefixes[component]}/`), path).toBe(true);
});

test.each(routes.flatMap(([name, { body }]) => (body ? [[name, body] as const] : [])))(
  'the samples of the body of %s are right',
  (_, body) => {
    for (const sample of samplesOf(body)) expect(body.safeParse(sample).error).toBeUndefined();
    expect(sampleOf(body)).toBeDefined();
  },
);

test('the type checker demands the columns and the schemas of the names in a path', () => {
  const columns = {
    method: 'GET',
    path: '/api/things/{id}',
    summary: 'Gives a thing',
    params: { id: Name },
    answer: json(z.string()),
    errors: [],
    permission: 'flow:read',
    limit: [],
    audited: false,
  } as const;
  expect(route(columns)).toBe(columns);
  const { permission, ...withoutPermission } = columns;
  const { limit, ...withoutLimit } = columns;
  const { audited, ...withoutAudited } = columns;
  const { params, ...withoutParams } = columns;
  // @ts-expect-error: a route needs a permission
  route(withoutPermission);
  // @ts-expect-error: a route needs its limits
  route(withoutLimit);
  // @ts-expect-error: a route says whether it is audited
  route(withoutAudited);
  // @ts-expect-error: a name in the path needs a schema
  route(withoutParams);
  // @ts-expect-error: that name is not in the path
  route({ ...columns, params: { other: Name } });
  // @ts-expect-error: there is no such permission
  route({ ...columns, permission: 'flow:fly' });
  // @ts-expect-error: there is no such code
  route({ ...columns, errors: ['flow/lost'] });
  // @ts-expect-error: there is no such limit
  route({ ...columns, limit: ['wishes'] });
  // @ts-expect-error: a path without names has no params
  route({ ...columns, path: '/api/things' });
  expect(route({ ...withoutParams, path: '/api/things', answer: empty }).answer).toBe(empty);
  expect([permission, limit, audited, params]).toHaveLength(4);
});

test('what is sent has the types of the compiler', () => {
  expectTypeOf<z.output<typeof DiagnosticSchema>>().toExtend<AnyDiagnostic>();
  expectTypeOf<keyof z.output<typeof DiagnosticSchema>>().toEqualTypeOf<keyof AnyDiagnostic>();
  expectTypeOf<keyof z.output<typeof DiagnosticSchema>['place']>().toEqualTypeOf<keyof AnyDiagnostic['place']>();
  expectTypeOf<z.output<typeof ConnectionViewSchema>>().toExtend<ConnectionView>();
  expectTypeOf<ConnectionView>().toExtend<z.output<typeof ConnectionViewSchema>>();
});

test('a fix that removes a value is read, although JSON has no undefined', () => {
  const fix = { title: 'Remove it', node: 'a', path: ['config', 'key'], value: undefined };
  const diagnostic: AnyDiagnostic = { code: 'a/b', severity: 'error', message: 'No.', place: {}, fix };
  expect(DiagnosticSchema.parse(JSON.parse(JSON.stringify(diagnostic)))).toEqual(diagnostic);
});
