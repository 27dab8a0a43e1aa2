import { positionIn, readAsKubectl, type YamlFault } from '@headrace/yaml';
import type { Finding } from '../model/diagnostic.ts';
import type { Path, Place } from '../model/world.ts';
import { isObject } from '../read/report.ts';
import { readBounds, type SourceFile } from '../read/source-file.ts';
import { deploymentOf, type Fault, type FlinkDeployment } from './described.ts';
import { asFlinkDeployment, type FlinkKind, isFlinkKind, placesIn } from './kinds.ts';

/** Reads a `FlinkDeployment` or a `FlinkBlueGreenDeployment`, the only one of its file. Ports are read from its configuration, never typed twice. */
export function readFlinkDeployment({ file, text }: SourceFile): {
  deployment: FlinkDeployment | undefined;
  findings: Finding[];
} {
  const findings: Finding[] = [];
  let deployment: FlinkDeployment | undefined;
  const unreadable = ({ message, line, column }: YamlFault) =>
    findings.push({
      code: 'flink/syntax',
      severity: 'error',
      message,
      fix: 'Correct the file there.',
      place: { file, line, column },
    });
  for (const document of readAsKubectl(text, readBounds)) {
    if ('code' in document) {
      unreadable(document);
      continue;
    }
    for (const { object, kind, root } of inDocument(document.data)) {
      const resource = asFlinkDeployment(object, kind);
      const placeOf = placesIn(resource, (path): Place => ({ file, ...positionIn(document, [...root, ...path]) }));
      const fault: Fault = (code, path, message, fix, severity = 'error') =>
        findings.push({ code: `flink/${code}`, severity, message, fix, place: placeOf(path) });
      if (deployment)
        fault(
          'several',
          ['metadata', 'name'],
          `${file} holds a second ${kind}, and only one can be meant.`,
          'Name a file with the one that is meant.',
        );
      else deployment = deploymentOf(resource, placeOf, fault);
    }
  }
  if (!deployment && findings.length === 0)
    findings.push({
      code: 'flink/no-deployment',
      severity: 'error',
      message: `${file} holds no FlinkDeployment.`,
      fix: 'Name the file with the resource that the Flink operator gets.',
      place: { file, line: 1, column: 1 },
    });
  return { deployment, findings };
}

/** The document itself, or entries of a List (as `kubectl get -o yaml` prints), each with the path at which it is. */
function inDocument(
  data: unknown,
): { readonly object: Record<string, unknown>; readonly kind: FlinkKind; readonly root: Path }[] {
  if (!isObject(data)) return [];
  const items = data.kind === 'List' && Array.isArray(data.items) ? data.items : [];
  const all: { object: unknown; root: Path }[] = [
    { object: data, root: [] },
    ...items.map((object, i) => ({ object, root: ['items', i] })),
  ];
  return all.flatMap(({ object, root }) =>
    isObject(object) && isFlinkKind(object.kind) ? [{ object, kind: object.kind, root }] : [],
  );
}
