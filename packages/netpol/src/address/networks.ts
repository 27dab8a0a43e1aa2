import { type Block, parseBlock } from './address.ts';

const blocks = (...texts: readonly string[]): Block[] => texts.flatMap((text) => parseBlock(text) ?? []);

/** Networks that clusters have for themselves: private, shared, link-local (RFC 1918, 6598, 3927, 4193, 4291). */
export const ownNetworks: readonly Block[] = blocks(
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
);

/** What else belongs to nobody on the Internet: this network, loopback, multicast and reserved (RFC 6890). */
const special = blocks('0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/3', '::/8', 'ff00::/8');

/** Addresses that nobody has on the Internet. */
export const notOfInternet: readonly Block[] = [...ownNetworks, ...special];
