import type { FlowDocument } from '@headrace/flow';

/** A flow of so many nodes: sources, each with a chain of filters and transforms behind it and an aggregate at its end. */
export function flowOf(nodes: number, topic = 'ORDERS'): FlowDocument {
  const chain = 10;
  const all: FlowDocument['spec']['nodes'] = {};
  for (let i = 0; i < nodes; i++) {
    const at = i % chain;
    const before = `n${i - 1}`;
    if (at === 0) all[`n${i}`] = source(topic);
    else if (at === chain - 1 || i === nodes - 1)
      all[`n${i}`] = {
        type: 'aggregate',
        from: before,
        config: {
          window: { kind: 'tumbling', size: '1 min' },
          groupBy: ['region'],
          functions: [{ function: 'SUM', column: 'quantity', name: 'units' }],
        },
      };
    else if (at % 2 === 1)
      all[`n${i}`] = {
        type: 'filter',
        from: before,
        config: { expression: `quantity > ${i % 7} AND region <> 'X${i}'` },
      };
    else
      all[`n${i}`] = {
        type: 'transform',
        from: before,
        config: { properties: [{ name: `p${at}`, expression: `price * ${i % 5} + quantity` }] },
      };
  }
  return {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: `bench-${nodes}` },
    spec: { nodes: all },
  };
}

function source(topic: string): FlowDocument['spec']['nodes'][string] {
  return {
    type: 'kafka-source',
    config: {
      connection: 'local',
      topic,
      columns: [
        { name: 'id', type: 'STRING' },
        { name: 'description', type: 'STRING' },
        { name: 'price', type: 'DOUBLE' },
        { name: 'quantity', type: 'BIGINT' },
        { name: 'region', type: 'STRING' },
        { name: 'ordertime', type: 'TIMESTAMP(3)' },
      ],
      eventTime: { from: 'column', column: 'ordertime' },
    },
  };
}
