import type { Kafka } from '@headrace/kafka';

/** Numbered orders, one each second, of two regions in turn: what comes out of a flow over them can be reckoned. */
export interface Order {
  readonly id: number;
  readonly region: string;
  readonly quantity: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const begin = Date.UTC(2026, 3, 7, 8);

export function orders(from: number, to: number): Order[] {
  return Array.from({ length: to - from }, (_, i) => {
    const id = from + i;
    return { id, region: id % 3 === 0 ? 'NA' : 'EMEA', quantity: id % 10, at: begin + id * 1000 };
  });
}

export async function sendOrders(kafka: Kafka, topic: string, list: readonly Order[]): Promise<void> {
  await kafka.send(
    list.map((o) => ({
      topic,
      key: String(o.id),
      timestamp: o.at,
      value: JSON.stringify({ id: o.id, region: o.region, quantity: o.quantity, ordertime: sqlTime(o.at) }),
    })),
  );
}

/** Count and sum of EMEA orders in each minute that has ended by the time of the last order. */
export function emeaByMinute(list: readonly Order[]): { start: string; count: number; sum: number }[] {
  const last = Math.max(...list.map((o) => o.at));
  const minutes = new Map<number, Order[]>();
  for (const o of list) {
    const minute = Math.floor(o.at / 60_000) * 60_000;
    if (o.region === 'EMEA') minutes.set(minute, [...(minutes.get(minute) ?? []), o]);
  }
  return [...minutes]
    .filter(([minute]) => minute + 60_000 - 1 <= last)
    .map(([minute, of]) => ({
      start: new Date(minute).toISOString(),
      count: of.length,
      sum: of.reduce((s, o) => s + o.quantity, 0),
    }));
}

function sqlTime(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '');
}
