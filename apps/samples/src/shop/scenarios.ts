import { minute, second } from '../core/times.ts';
import type { World } from '../core/world.ts';
import type { Customers } from '../people/customers.ts';
import type { Customer } from '../people/people.ts';
import { cancelOrder, type Order, placeOrder } from './orders.ts';
import { anyPrice, anyProduct, cheaper, fullName } from './product.ts';

/** Fewer pieces make an order small, more make it large. */
const large = { from: 6, to: 10 };

/** Those who gain from large orders that are cancelled. */
export const suspiciousNames = ['Suspicious Bob', 'Naughty Nigel', 'Criminal Clive', 'Dastardly Derek'];

/**
 * Looks like fraud and is none: a customer orders much, orders a little of the same product again while the price is
 * lower, and cancels the large order.
 */
export function falsePositive(world: World, customers: Customers): void {
  const { random } = world;
  const customer = customers.any();
  const big = placeOrder(world, { customer, quantity: random.int(large.from, large.to) });
  world.after(random.int(15 * minute, 30 * minute), () => cancelOrder(world, big));
  world.after(random.int(30 * second, 15 * minute), () => orderCheaper(world, big, customer));
}

/**
 * Is fraud: strangers order much of one product at one price and cancel it all; then somebody whose name says enough
 * buys a little of it for less.
 */
export function suspicious(world: World, customers: Customers): void {
  const { random } = world;
  const description = fullName(anyProduct(random));
  const price = anyPrice(random);
  const culprit = { id: random.uuid(), name: random.pick(suspiciousNames) };
  let open = random.int(1, 3);
  const cancel = (order: Order) => {
    cancelOrder(world, order);
    open--;
    if (open === 0) world.after(random.int(minute, 5 * minute), () => orderCheaper(world, order, culprit));
  };
  for (let i = open; i > 0; i--)
    world.after(random.int(second, 15 * minute), () => {
      const quantity = random.int(large.from, large.to);
      const order = placeOrder(world, { customer: customers.any(), description, price, quantity });
      world.after(random.int(15 * minute, 30 * minute), () => cancel(order));
    });
}

function orderCheaper(world: World, than: Order, customer: Customer): void {
  const { random } = world;
  const { description, price } = than;
  placeOrder(world, { customer, description, price: cheaper(random, price), quantity: random.int(1, 5) });
}
