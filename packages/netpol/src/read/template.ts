import { isMissing, isObject, type Report } from './report.ts';

/** Whether it is an OpenShift Template, whose `objects` are what `oc process` makes of it. */
export const isTemplate = ({ apiVersion, kind }: Record<string, unknown>): boolean =>
  kind === 'Template' && typeof apiVersion === 'string' && /^(?:template\.openshift\.io\/)?v1$/.test(apiVersion);

/**
 * The objects of a Template, with its parameters in their places: `${NAME}` in a text, and `${{NAME}}` as a whole value that is
 * read as JSON. A parameter without a value stays as it is written, with a finding.
 * Source: https://docs.openshift.com/container-platform/4.18/openshift_images/using-templates.html#templates-writing-parameters_using-templates
 */
export function objectsOf(template: Record<string, unknown>, report: Report): unknown[] {
  const objects = report.list(template.objects, ['objects'], 'objects') ?? [];
  const parameters = report.list(template.parameters, ['parameters'], 'parameters') ?? [];
  const values = new Map<string, string>();
  for (const [i, parameter] of parameters.entries()) {
    if (!isObject(parameter) || typeof parameter.name !== 'string') continue;
    const { name, value, generate } = parameter;
    if (!isMissing(value)) values.set(name, String(value));
    else if (isMissing(generate))
      report.warn(
        'no-parameter',
        ['parameters', i],
        `The parameter ${name.slice(0, 80)} has no value, so objects that use it are read as they are written.`,
        'Read what oc process makes of the template: oc process -f FILE -p NAME=VALUE -o yaml.',
      );
  }
  return objects.map((object) => filledIn(object, values));
}

/** Deep structures were refused by the reader of YAML. */
function filledIn(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return textOf(value, values);
  if (Array.isArray(value)) return value.map((entry) => filledIn(entry, values));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [String(textOf(key, values)), filledIn(entry, values)]),
  );
}

function textOf(text: string, values: ReadonlyMap<string, string>): unknown {
  const [, whole] = /^\$\{\{(\w+)\}\}$/.exec(text) ?? [];
  const value = whole === undefined ? undefined : values.get(whole);
  if (value !== undefined) return parsed(value);
  return text.replace(/\$\{(\w+)\}/g, (written, name: string) => values.get(name) ?? written);
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
