import { type ConnectionClient, type ConnectionDriver, ConnectionFault } from '../../contract.ts';

/** What was created beside the series that an address names. */
const created = new Map<string, Set<string>>();

const seriesOf = (address: string): string[] => [
  ...address.replace('generator:', '').split(','),
  ...(created.get(address) ?? []),
];

export default {
  load: async () => {},
  open(address): ConnectionClient {
    return {
      missing: async (series) => series.filter((one) => !seriesOf(address).includes(one)),
      names: async () => seriesOf(address),
      ensure: async (series) => {
        if (series.length > 20) throw new ConnectionFault('connection/bad-resource', 'A series has a shorter name.');
        created.set(address, (created.get(address) ?? new Set()).add(series));
      },
      close: async () => {},
    };
  },
} satisfies ConnectionDriver;
