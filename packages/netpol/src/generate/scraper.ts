import { namespaceNameLabel } from '../evaluate/workload-index.ts';
import type { Peer } from '../model/policy.ts';
import { isLabelKey, isLabelValue } from '../read/label.ts';

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

/** `app=prometheus` as a label; undefined for what the API server would not take as one. */
export function labelOf(text: string): { key: string; value: string } | undefined {
  const [, key = '', value = ''] = /^([^=]+)=([^=]*)$/.exec(text.trim()) ?? [];
  return isLabelKey(key) && isLabelValue(value) ? { key, value } : undefined;
}
