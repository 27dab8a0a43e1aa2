import { namespaceNameLabel } from '../evaluate/places.ts';
import type { Peer } from '../model/policy.ts';

/** Prometheus as a person names it: by a label of its pods, its namespace, or both. */
export interface NamedScraper {
  readonly label?: { readonly key: string; readonly value: string };
  readonly namespace?: string;
}

/** The peer of a scraper; none where nothing names it. Without a namespace it is one in the namespace of the policy. */
export function scraperPeer({ label, namespace }: NamedScraper): Peer | undefined {
  if (!label && namespace === undefined) return undefined;
  const podSelector = label ? { matchLabels: { [label.key]: label.value } } : {};
  if (namespace === undefined) return { podSelector };
  return { namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } }, podSelector };
}

const name = '[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const labelText = new RegExp(`^((?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?${name})=(${name})?$`);

/**
 * `app=prometheus` as a label.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function labelOf(text: string): { key: string; value: string } | undefined {
  const [, key, value = ''] = labelText.exec(text.trim()) ?? [];
  return key === undefined ? undefined : { key, value };
}
