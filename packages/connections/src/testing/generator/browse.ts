import { type Browser, type BrowserParts, ConnectionFault } from '../../contract.ts';

export default function browse({ clientOf }: BrowserParts): Browser {
  return {
    list: async (connection) => (await clientOf(connection).names()).map((name) => ({ name, rate: 10 })),
    create: (connection, series) => clientOf(connection).ensure(series, {}),
    async schema(connection, series) {
      const [missing] = await clientOf(connection).missing([series]);
      if (missing !== undefined)
        throw new ConnectionFault('connection/unknown-resource', `There is no series '${missing}'.`);
      return {
        format: 'json',
        columns: [{ name: 'id', type: 'BIGINT', nullable: false, example: '1' }],
        headers: [],
        key: { present: false, example: null },
        messages: 1,
        unreadable: 0,
        unreadableExample: null,
        lists: 0,
        nameless: false,
        eventTime: null,
      };
    },
  };
}
