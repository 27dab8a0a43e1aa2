import type { DiagnosticKinds } from '@headrace/diagnostics';
import type { Finding } from '../model/diagnostic.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Finding['severity'],
  string
>;

/**
 * Findings as a SARIF log, for what shows them in code reviews and collects them. A finding without a place has no location; one of a
 * cluster has a logical location, since there is no file.
 * @param kinds the help of codes, which only some programs load
 * Source: Static Analysis Results Interchange Format 2.1.0, OASIS
 */
export function sarifOf(findings: readonly Finding[], version: string, kinds: DiagnosticKinds): object {
  const rules = [...new Set(findings.map((f) => f.code))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'headrace netpol review',
            semanticVersion: version,
            rules: rules.map((id) => ({
              id,
              ...describe(id, kinds),
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => ({
          ruleId: finding.code,
          ruleIndex: rules.indexOf(finding.code),
          level: levels[finding.severity],
          message: { text: `${finding.message} ${finding.fix}` },
          locations: locationsOf(finding),
        })),
      },
    ],
  };
}

/** What a viewer shows of a rule: the title and the help of a code of the review; of a fault in a file, what its code says. */
function describe(id: string, kinds: DiagnosticKinds): object {
  const kind = Object.hasOwn(kinds, id) ? kinds[id] : undefined;
  if (!kind) return { shortDescription: { text: id.replace(/^.*\//, '').replaceAll('-', ' ') } };
  return { shortDescription: { text: kind.title }, help: { text: kind.help, markdown: kind.help } };
}

function locationsOf({ place }: Finding): object[] {
  if (!place) return [];
  const { file, line, column } = place;
  if (file.startsWith('cluster:'))
    return [{ logicalLocations: [{ fullyQualifiedName: file.slice('cluster:'.length) }] }];
  return [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(file) },
        region: { startLine: line, startColumn: column },
      },
    },
  ];
}

/** A path as a relative reference, or as an address where it is absolute; each of its parts is encoded. */
function uriOf(file: string): string {
  const parts = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? `file://${parts}` : parts;
}
