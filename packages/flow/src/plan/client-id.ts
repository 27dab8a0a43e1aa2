import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * A name for a property of a client (Kafka's `group.id`, `transactional.id`), made of names that people chose: the first 96
 * bits of their SHA-256. Kafka's clients replace `${provider:path:key}` in property values, so no name of a person may
 * stand in one. Source: https://kafka.apache.org/documentation/#config_providers (KIP-297).
 * @param names equal lists give equal ids, whatever is in them
 */
export function clientId(...names: readonly string[]): string {
  return `headrace-${bytesToHex(sha256(utf8ToBytes(JSON.stringify(names.map((name) => name.toWellFormed()))))).slice(0, 24)}`;
}
