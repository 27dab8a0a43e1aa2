/** Orders of one region into a topic of their own. */
export function regionFlow(name: string, from: string, to: string, more = ''): string {
  return `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${name}}
spec:
  nodes:
    orders:
      type: kafka-source
      config:
        connection: local
        topic: ${from}
        columns:
          - {name: id, type: BIGINT}
          - {name: region, type: STRING}
          - {name: ordertime, type: TIMESTAMP(3), timeFormat: sql}
        eventTime: {from: column, column: ordertime}
        ${more}
    emea: {type: filter, from: orders, config: {expression: "region = 'EMEA'"}}
    doubled: {type: transform, from: emea, config: {properties: [{name: twice, expression: id * 2}]}}
    out: {type: kafka-sink, from: doubled, config: {connection: local, topic: ${to}, createTopic: {partitions: 1}}}
`;
}

/** Orders `from` … `to - 1`; every second one is of the region. */
export function orders(topic: string, from: number, to: number) {
  return Array.from({ length: to - from }, (_, i) => {
    const id = from + i;
    const time = new Date(Date.UTC(2026, 3, 7) + id * 1000).toISOString().replace('T', ' ').replace('Z', '');
    const value = JSON.stringify({ id, region: id % 2 === 0 ? 'EMEA' : 'NA', ordertime: time });
    return { topic, key: null, value };
  });
}
