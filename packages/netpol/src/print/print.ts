import { documentOf, printDocument, toYaml } from '@headrace/yaml';
import { isMap, isNode, isSeq, type YAMLMap } from 'yaml';
import type { Generated, GeneratedPolicy } from '../generate/generated.ts';
import type { EgressRule, IngressRule, NetworkPolicy } from '../model/policy.ts';
import { shown } from './shown.ts';

/** Policies as YAML, a document each, in their order; reasons stand as comments above what they explain. */
export function printYaml({ policies, settings }: Pick<Generated, 'policies' | 'settings'>): string {
  const head = settings.map(({ kind, key, value, reason }) =>
    kind === 'sysctl'
      ? `#   sysctl in the TaskManager's pod template: ${key} = ${value}   (${reason})`
      : `#   ${key}: ${value}   (${reason})`,
  );
  const preamble = head.length > 0 ? `# These policies hold where Flink is configured with:\n${head.join('\n')}\n` : '';
  return preamble + policies.map((p) => `---\n${printOne(p)}`).join('');
}

/** Policies as one Kubernetes List, for programs. */
export function printJson(policies: readonly GeneratedPolicy[]): string {
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: policies.map((p) => withShown(p.policy)) }, null, 2)}\n`;
}

/** One policy without comments, as a remedy is shown. */
export function printPolicy(policy: NetworkPolicy): string {
  return toYaml(policy);
}

/** One rule of a policy, to be read beside an explanation or pasted into a policy. */
export function printRule(rule: IngressRule | EgressRule): string {
  return toYaml([rule]);
}

/** Reasons may cite what others wrote (the name of a connection, of a file): annotations show them as comments do. */
function withShown(policy: NetworkPolicy): NetworkPolicy {
  const { annotations, ...metadata } = policy.metadata;
  if (!annotations) return policy;
  const readable = Object.fromEntries(Object.entries(annotations).map(([key, text]) => [key, shown(text)]));
  return { ...policy, metadata: { ...metadata, annotations: readable } };
}

function printOne({ policy, reason, ingress, egress }: GeneratedPolicy): string {
  const document = documentOf(withShown(policy));
  document.commentBefore = ` ${shown(reason)}`;
  const spec = document.get('spec');
  if (isMap(spec)) {
    comment(spec, 'ingress', ingress);
    comment(spec, 'egress', egress);
  }
  return printDocument(document);
}

function comment(spec: YAMLMap, section: string, reasons: readonly string[]): void {
  const rules = spec.get(section);
  if (!isSeq(rules)) return;
  rules.items.forEach((rule, i) => {
    const reason = reasons[i];
    if (reason !== undefined && isNode(rule)) rule.commentBefore = ` ${shown(reason)}`;
  });
}
