import {
  type Address,
  type CompiledPolicies,
  type Endpoint,
  formatAddress,
  type PortRange,
  protocols,
  reach,
} from '@headrace/netpol';

/** Somebody on the network: a pod of the world, or an address that belongs to none. */
export interface Place {
  readonly end: Endpoint;
  readonly address: Address;
}

/**
 * The rules of nftables for a pod's network: exactly what the policies leave open from each place, everything else dropped
 * without a word, as data paths do. Policies are about who begins, so answers come through; a pod always reaches itself.
 * What one side's egress shuts is shut here at the other side: the caller sees the same.
 *
 * The sets `used` and `dropped` keep who began a connection to which port, for what Flink really does.
 */
export function filterOf(compiled: CompiledPolicies, target: Place, others: readonly Place[]): string {
  const accepted = others.flatMap((from) => {
    const open = reach(compiled, from.end, target.end).allowed;
    const source = `${family(from.address)} saddr ${formatAddress(from.address)}`;
    return protocols
      .filter((protocol) => open[protocol].length > 0)
      .map((protocol) => {
        const name = protocol.toLowerCase();
        const noted = protocol === 'TCP' ? ' update @used { ip saddr . tcp dport }' : '';
        return `    ${source} ${name} dport { ${open[protocol].map(range).join(', ')} }${noted} accept`;
      });
  });
  return `table inet headrace
delete table inet headrace
table inet headrace {
  set used {
    type ipv4_addr . inet_service
    size 65535
    flags dynamic
  }
  set dropped {
    type ipv4_addr . inet_service
    size 65535
    flags dynamic
  }
  chain arriving {
    type filter hook input priority filter; policy drop;
    iif lo accept
    ct state established,related accept
${accepted.map((line) => `${line}\n`).join('')}    update @dropped { ip saddr . tcp dport }
  }
}
`;
}

const family = ({ family: f }: Address): string => (f === 4 ? 'ip' : 'ip6');
const range = ({ start, end }: PortRange): string => (start === end ? String(start) : `${start}-${end}`);
