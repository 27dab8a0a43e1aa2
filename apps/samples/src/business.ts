import { badgeIn } from './building/doors.ts';
import { createHotSensor, sensorReading } from './building/sensors.ts';
import { hour, minute, second } from './core/times.ts';
import type { World } from './core/world.ts';
import { createCustomers } from './people/customers.ts';
import { orderCommand } from './shop/commands.ts';
import { everydayOrder, placeOrder } from './shop/orders.ts';
import { createPayments } from './shop/payments.ts';
import { reviewedProduct } from './shop/product.ts';
import { returnProducts } from './shop/returns.ts';
import { review } from './shop/reviews.ts';
import { falsePositive, suspicious } from './shop/scenarios.ts';
import { stockMovement } from './shop/stock.ts';
import { createVisits } from './web/visits.ts';

/** Events a second over all topics with a pace of 1, measured over an hour; a test keeps it true. */
export const usualRate = 12;

/** Opens the shop, its buildings and its web site in a world: from then on events come as time passes. */
export function openBusiness(world: World): void {
  const { random } = world;
  const customers = createCustomers(world, (customer) => placeOrder(world, { customer, quantity: 1 }));
  world.every(0.2 * second, () => everydayOrder(world, customers.any()));
  world.every(10 * minute, () => falsePositive(world, customers));
  world.every(hour, () => suspicious(world, customers));
  world.after(random.int(minute, 20 * minute), () => suspicious(world, customers));
  world.every(20 * second, () => customers.register());
  world.every(0.6 * second, () => badgeIn(world));
  world.every(2 * second, () => stockMovement(world));
  world.every(second, () => sensorReading(world));
  world.every(2 * second, createHotSensor(world));
  world.every(4 * second, createVisits(world, customers));
  world.every(10 * second, () => returnProducts(world, customers));
  world.every(5 * second, () => review(world, reviewedProduct(random)));
  world.every(20 * second, createPayments(world));
  world.every(30 * second, () => orderCommand(world));
}
