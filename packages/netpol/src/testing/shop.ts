import { type CompiledPolicies, compile } from '../evaluate/compile.ts';
import { readWorld } from '../read/world.ts';

/** Objects as one line each, for tests that need few of them. */
export const pod = (namespace: string, name: string, more = '') =>
  `{kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}${more}}`;
export const policy = (name: string, spec: string) =>
  `{kind: NetworkPolicy, metadata: {name: ${name}, namespace: shop}, spec: ${spec}}`;
/** The world of some objects, which must all be read. */
export const world = (...objects: string[]): CompiledPolicies => {
  const { world: read, findings } = readWorld([{ file: 'a.yaml', text: objects.join('\n---\n') }]);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return compile(read);
};

export const web = pod('shop', 'web');
export const db = pod('shop', 'db');
export const other = pod('other', 'web');
export const dbFromWeb = policy(
  'db',
  '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]}',
);
export const noEgress = policy('quiet', '{podSelector: {matchLabels: {app: db}}, policyTypes: [Egress]}');

export const openTo = (...rules: string[]) => policy('open', `{podSelector: {}, ingress: [${rules.join(', ')}]}`);
export const rulesOf = (port: number, ...blocks: string[]) =>
  `{from: [${blocks.map((b) => `{ipBlock: {cidr: ${b}}}`)}], ports: [{port: ${port}}]}`;
