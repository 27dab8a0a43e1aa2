import { type Address, isMapped, parseAddress, parseHostAddress } from '../address/address.ts';

/** Where an API server is called: an address, and its port where that is none of the usual ones. */
export interface ApiAddress {
  readonly address: Address;
  readonly port: number | undefined;
}

/**
 * Reads `10.96.0.1`, `192.168.1.10:16443`, `fd00::1`, `[fd00::1]:16443`; undefined for anything else, IPv4 written as IPv6
 * included: no API server takes its block.
 */
export function parseApiAddress(text: string): ApiAddress | undefined {
  const alone = parseAddress(text);
  if (alone) return isMapped(alone) ? undefined : { address: alone, port: undefined };
  const [, host = '', digits = ''] = /^([\d.]+|\[.+\]):(\d{1,5})$/.exec(text) ?? [];
  const address = parseHostAddress(host);
  const port = Number(digits);
  return address && !isMapped(address) && port >= 1 && port <= 65_535 ? { address, port } : undefined;
}
