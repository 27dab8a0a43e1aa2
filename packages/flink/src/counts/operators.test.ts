import { describe, expect, test } from 'vitest';
import { closesWindows, metricScope, operatorsOf, tableRead, tableWritten } from './operators.ts';

/** As Flink 2.3 gave it, shortened. */
const plan = {
  plan: {
    nodes: [
      {
        id: 'a',
        parallelism: 1,
        description:
          'Source: KafkaSource-default_catalog.default_database.my orders.x.source<br/>:- [16]:Calc(select=[id], where=[(n &gt; 2) IS NOT TRUE])<br/>:  +- [17]:StreamRecordTimestampInserter(rowtime field: 2)<br/>:     +- out2.sink[17]: Writer<br/>:        +- out2.sink[17]: Committer<br/>+- [18]:Calc(select=[id, &#39;&lt;br/&gt;&#39; AS x])<br/>',
      },
      {
        id: 'b',
        parallelism: 2,
        description:
          '[20]:WindowAggregate(groupBy=[id], window=[TUMBLE(size=[1 min])], select=[id, SUM($f4) AS SUM_r])<br/>',
      },
    ],
  },
};

test('reads the operators of a plan', () => {
  const found = operatorsOf(plan);
  expect(found.map((o) => `${o.vertex.id} ${o.name}`)).toEqual([
    'a Source: KafkaSource-default_catalog.default_database.my orders.x.source',
    'a Calc[16]',
    'a StreamRecordTimestampInserter[17]',
    'a out2.sink[17]: Writer',
    'a out2.sink[17]: Committer',
    'a Calc[18]',
    'b WindowAggregate[20]',
  ]);
  expect(found[1]?.does).toBe('(select=[id], where=[(n > 2) IS NOT TRUE])');
  expect(found[5]?.does).toContain("'<br/>' AS x");
});

describe('what an operator is', () => {
  const named = (name: string) => ({ vertex: { id: 'a', parallelism: 1, description: '' }, name, does: '' });
  test.each([
    ['Source: KafkaSource-default_catalog.default_database.my orders.x.source', 'my orders.x.source', undefined],
    ['out2.sink[17]: Writer', undefined, 'out2.sink'],
    ['a[1]: Writer.sink[2]: Writer', undefined, 'a[1]: Writer.sink'],
    ['out2.sink[17]: Committer', undefined, undefined],
    ['Calc[16]', undefined, undefined],
    ['[3]: Writer', undefined, undefined],
  ])('%s', (name, reads, writes) => {
    expect(tableRead(named(name))).toBe(reads);
    expect(tableWritten(named(name))).toBe(writes);
  });
  test('only what closes windows drops late rows', () => {
    const closing = ['WindowAggregate[1]', 'GlobalWindowAggregate[2]', 'LocalWindowAggregate[3]', 'GroupAggregate[4]'];
    expect(closing.filter((name) => closesWindows(named(name)))).toEqual([
      'WindowAggregate[1]',
      'GlobalWindowAggregate[2]',
    ]);
  });
  test('its metrics have its name, cut and without dots', () => {
    expect(metricScope(named('out2.sink[17]: Writer'))).toBe('out2_sink[17]__Writer');
    expect(metricScope(named('x'.repeat(100)))).toHaveLength(80);
  });
});
