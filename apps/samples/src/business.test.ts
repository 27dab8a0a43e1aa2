import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBusiness, usualRate } from './business.ts';
import { createRandom } from './core/random.ts';
import { hour, minute, second } from './core/times.ts';
import { createWorld, type SampleEvent } from './core/world.ts';
import { regions } from './shop/orders.ts';
import { suspiciousNames } from './shop/scenarios.ts';
import { type TopicName, topicNames } from './topics.ts';

const start = Date.parse('2026-04-07T00:00:00Z');

function eventsOf(seed: number, hours: number): SampleEvent[] {
  const world = createWorld(start, createRandom(seed));
  openBusiness(world);
  return world.advance(start + hours * hour);
}

let events: SampleEvent[];
const of = (topic: TopicName) => events.filter((event) => event.topic === topic);
// biome-ignore lint/suspicious/noExplicitAny: payloads of fourteen topics, looked at by name
const values = (topic: TopicName) => of(topic).map(({ value }) => value as any);

const within = (value: unknown, least: number, most: number) => Number(value) >= least && Number(value) <= most;

beforeAll(() => {
  events = eventsOf(2026, 6);
}, 60_000);

test('the same seed gives the same events, another seed others', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const once = eventsOf(seed, 0.05);
      expect(eventsOf(seed, 0.05)).toEqual(once);
      expect(eventsOf(seed + 1, 0.05)).not.toEqual(once);
    }),
    { numRuns: 10 },
  );
});

test('it makes no difference in how many pieces time passes', () => {
  const world = createWorld(start, createRandom(5));
  openBusiness(world);
  const pieces = Array.from({ length: 60 }, (_, i) => world.advance(start + (i + 1) * 6 * second)).flat();
  expect(pieces).toEqual(eventsOf(5, 0.1));
});

test('every topic has events, in the order of their record times', () => {
  for (const topic of topicNames) expect(of(topic).length, topic).toBeGreaterThan(0);
  expect(events.every((event, i) => i === 0 || event.at >= (events[i - 1]?.at ?? 0))).toBe(true);
});

test('the stated rate is the real one', () => {
  const settled = events.filter(({ at }) => at > start + 2 * hour);
  expect(Math.abs(settled.length / (4 * 3600) - usualRate)).toBeLessThan(usualRate * 0.1);
});

describe('orders', () => {
  test('fields are in their ranges, the key is a country of the region', () => {
    const fits = ({ key, headers, value }: SampleEvent) =>
      /^([A-Z]+) ([A-Za-z-]+) ([A-Za-z-]+) Jeans$/.test(String(value.description)) &&
      within(value.quantity, 1, 10) &&
      within(value.price, 0.01, 59.99) &&
      regions[String(value.region)]?.includes(key ?? '') === true &&
      ['normal', 'high', 'urgent'].includes(headers?.priority ?? '') &&
      /^\d{4}$/.test(headers?.storeid ?? '') &&
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/.test(String(value.ordertime));
    expect(of('ORDERS').filter((order) => !fits(order))).toEqual([]);
  });

  test('a cancellation is of an order, 5 minutes to 2 hours before it', () => {
    const orders = new Map(of('ORDERS').map((event) => [event.value.id, event.at]));
    const ages = of('CANCELLATIONS').map(({ value, at }) => at - (orders.get(value.orderid) ?? Number.NaN));
    expect(ages.length).toBeGreaterThan(100);
    for (const age of ages) {
      expect(age).toBeGreaterThanOrEqual(5 * minute);
      expect(age).toBeLessThanOrEqual(2 * hour);
    }
  });

  test('some are suspicious: a small cheaper order of a product whose large orders were cancelled before', () => {
    const cancelled = new Map(of('CANCELLATIONS').map((event) => [event.value.orderid, event.at]));
    const orders = of('ORDERS');
    const culprits = orders.filter(({ value }) => suspiciousNames.includes(value.customer as string));
    expect(culprits.length).toBeGreaterThan(2);
    for (const { value, at } of culprits) {
      const before = orders.filter(
        (other) =>
          other.value.description === value.description &&
          (other.value.quantity as number) > 5 &&
          (other.value.price as number) > (value.price as number) &&
          (cancelled.get(other.value.id) ?? Number.POSITIVE_INFINITY) <= at,
      );
      expect(before.length).toBeGreaterThan(0);
      expect(value.quantity).toBeLessThanOrEqual(5);
    }
  });

  test('some look suspicious and are innocent: the same customer, a large and a small order of one product', () => {
    const sameBuyer = Map.groupBy(of('ORDERS'), ({ value }) => `${value.customerid} ${value.description}`);
    const pairs = [...sameBuyer.values()].filter(([big, small]) => {
      if (!big || !small || (big.value.quantity as number) <= 5) return false;
      return small.at - big.at >= 30 * second && small.at - big.at <= 15 * minute;
    });
    expect(pairs.length).toBeGreaterThan(10);
  });

  test('some new customers order one piece 3 to 23 minutes after registering', () => {
    const registered = new Map(of('CUSTOMERS').map((event) => [event.value.customerid, event.at]));
    const first = of('ORDERS').filter(({ value, at }) => {
      const age = at - (registered.get(value.customerid) ?? Number.NEGATIVE_INFINITY);
      return value.quantity === 1 && age >= 3 * minute && age <= 23 * minute;
    });
    expect(first.length).toBeGreaterThan(of('CUSTOMERS').length * 0.1);
  });
});

test('one stock movement in ten is there twice, twice in a row', () => {
  const movements = of('STOCK.MOVEMENT');
  const again = movements.filter(({ key }, i) => key === movements[i - 1]?.key);
  const distinct = new Set(movements.map(({ key }) => key)).size;
  expect(movements.length - distinct).toBe(again.length);
  expect(again.length / distinct).toBeGreaterThan(0.08);
  expect(again.length / distinct).toBeLessThan(0.12);
});

describe('late events', () => {
  test.each([
    ['DOOR.BADGEIN', 180, ({ value }: SampleEvent) => Date.parse(`${value.badgetime}Z`)],
    ['SENSOR.READINGS', 301, ({ value }: SampleEvent) => Date.parse(String(value.sensortime))],
  ] as const)('%s: at most %i s, and out of sequence', (topic, most, timeOf) => {
    const late = of(topic).map((event) => event.at - timeOf(event));
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThanOrEqual(most * second);
    expect(Math.max(...late)).toBeGreaterThan(most * second * 0.9);
    const times = of(topic).map(timeOf);
    expect(times.some((time, i) => i > 0 && time < (times[i - 1] ?? 0))).toBe(true);
  });
});

test('the hot sensor rises above 30 degrees, no other does', () => {
  const hot = values('SENSOR.READINGS').filter(({ temperature }) => temperature > 25);
  expect(hot.length).toBeGreaterThan(0);
  expect(new Set(hot.map(({ sensorid }) => sensorid)).size).toBe(1);
  expect(Math.max(...hot.map(({ temperature }) => temperature))).toBeGreaterThan(30);
});

test('a transaction goes STARTED, PROCESSING, PROCESSING, then mostly COMPLETED', () => {
  const byId = Map.groupBy(values('TRANSACTIONS'), ({ id }) => id as string);
  const runs = [...byId.values()].flatMap((steps) =>
    steps
      .map(({ state }) => state[0])
      .join('')
      .split(/(?=S)/)
      .slice(0, -1),
  );
  expect(new Set(runs)).toEqual(new Set(['SPPC', 'SPP']));
  const completed = runs.filter((run) => run === 'SPPC').length / runs.length;
  expect(completed).toBeGreaterThan(0.7);
  expect(completed).toBeLessThan(0.9);
});

describe('the web shop', () => {
  test('products of a cart are there once, and none is left in an empty one', () => {
    for (const topic of ['ORDERS.ONLINE', 'ORDERS.ABANDONED'] as const)
      for (const { products } of values(topic)) {
        expect(products.length).toBeGreaterThan(0);
        expect(products.length).toBeLessThanOrEqual(5);
        expect(new Set(products).size).toBe(products.length);
      }
  });

  test('an order or a cart is of somebody who logged in, clicks before that are of nobody', () => {
    for (const { customer } of [...values('ORDERS.ONLINE'), ...values('ORDERS.ABANDONED')])
      expect(customer.id).toBeTruthy();
    const sessions = Map.groupBy(values('CLICKTRACKING'), ({ sessionid }) => sessionid as string);
    for (const clicks of sessions.values()) {
      expect(clicks.length).toBeLessThanOrEqual(53);
      const known = clicks.findIndex(({ customer }) => customer !== null);
      if (known > 0) expect(clicks[known].type).toBe('LOGIN');
      if (known >= 0) expect(clicks.slice(known).every(({ customer }) => customer !== null)).toBe(true);
    }
  });

  test('the same address in about 55 of 100 orders, no phone at about a third of the addresses', () => {
    const addresses = values('ORDERS.ONLINE').map(({ address }) => address);
    const same = addresses.filter((a) => JSON.stringify(a.shippingaddress) === JSON.stringify(a.billingaddress));
    const mute = addresses.filter((a) => a.billingaddress.phones === null);
    expect(same.length / addresses.length).toBeGreaterThan(0.48);
    expect(same.length / addresses.length).toBeLessThan(0.62);
    expect(mute.length / addresses.length).toBeGreaterThan(0.27);
    expect(mute.length / addresses.length).toBeLessThan(0.4);
  });

  test('what is out of stock was ordered 5 to 120 minutes before', () => {
    const orders = of('ORDERS.ONLINE').flatMap(({ value, at }) =>
      (value.products as string[]).map((name) => ({ name, at })),
    );
    const byName = Map.groupBy(orders, ({ name }) => name);
    for (const { value, at } of of('STOCK.NOSTOCK')) {
      const { name } = value.product as { name: string };
      const ages = (byName.get(name) ?? []).map((order) => at - order.at);
      expect(ages.some((age) => age >= 5 * minute && age <= 2 * hour)).toBe(true);
    }
  });
});

test('products with a wrong size get most of the rankings that say so', () => {
  const reviews = values('PRODUCT.REVIEWS').map(({ product, review }) => ({ product, review }));
  const wrong = reviews.filter(({ review }) => review.characteristics[0].ranking !== 2);
  const counts = [...Map.groupBy(wrong, ({ product }) => product as string).values()].map(({ length }) => length);
  const top = counts.toSorted((a, b) => b - a).slice(0, 10);
  expect(top.reduce((a, b) => a + b, 0) / wrong.length).toBeGreaterThan(0.6);
  for (const { review } of wrong) expect(review.rating).toBeLessThanOrEqual(4);
});
