import { hour, minute, sqlTime } from '../core/times.ts';
import type { World } from '../core/world.ts';
import type { Customer } from '../people/people.ts';
import { anyPrice, anyProduct, fullName } from './product.ts';

export interface Order {
  readonly id: string;
  readonly customer: Customer;
  /** The product's full name. */
  readonly description: string;
  readonly price: number;
  readonly quantity: number;
}

/** What is decided about an order; the rest is left to chance. */
export type Wish = { readonly customer: Customer } & Partial<Omit<Order, 'id' | 'customer'>>;

export const regions: Readonly<Record<string, readonly string[]>> = {
  NA: ['CA', 'US', 'MX'],
  SA: ['BR', 'PY', 'UY'],
  EMEA: ['BE', 'FR', 'CH', 'GB', 'DE', 'ES'],
  APAC: ['ID', 'SG', 'BN', 'PH'],
  ANZ: ['AU', 'NZ'],
};

const reasons = ['CHANGEDMIND', 'BADFIT', 'SHIPPINGDELAY', 'DELIVERYERROR', 'CHEAPERELSEWHERE'];

/** Places an order now. Its key is a country of its region; priority and store stand in headers. */
export function placeOrder(world: World, wish: Wish): Order {
  const { random } = world;
  const order: Order = {
    id: random.uuid(),
    description: fullName(anyProduct(random)),
    price: anyPrice(random),
    quantity: random.int(1, 10),
    ...wish,
  };
  const region = random.pick(Object.keys(regions));
  world.emit({
    topic: 'ORDERS',
    key: random.pick(regions[region] ?? []),
    headers: { priority: random.pick(['normal', 'high', 'urgent']), storeid: String(random.int(1000, 9999)) },
    value: {
      id: order.id,
      customer: order.customer.name,
      customerid: order.customer.id,
      description: order.description,
      price: order.price,
      quantity: order.quantity,
      region,
      ordertime: sqlTime(world.now()),
    },
  });
  return order;
}

/** Cancels an order now. */
export function cancelOrder(world: World, order: Order): void {
  const id = world.random.uuid();
  world.emit({
    topic: 'CANCELLATIONS',
    key: id,
    value: { id, orderid: order.id, canceltime: sqlTime(world.now()), reason: world.random.pick(reasons) },
  });
}

/** An order of the day: one in 200 is cancelled, 5 minutes to 2 hours later. */
export function everydayOrder(world: World, customer: Customer): void {
  const order = placeOrder(world, { customer });
  if (world.random.chance(0.005)) world.after(world.random.int(5 * minute, 2 * hour), () => cancelOrder(world, order));
}
