import { sqlTime } from '../core/times.ts';
import type { World } from '../core/world.ts';
import { anyProduct, fullName } from './product.ts';

const warehouses = ['North', 'South', 'West', 'East', 'Central'];

/** Stock moves into a warehouse. One record in ten is sent twice, as by a sender that had no answer. */
export function stockMovement(world: World): void {
  const { random } = world;
  const movementid = random.uuid();
  const event = {
    topic: 'STOCK.MOVEMENT' as const,
    key: movementid,
    value: {
      movementid,
      warehouse: random.pick(warehouses),
      product: fullName(anyProduct(random)),
      quantity: random.int(2, 50) * 10,
      updatetime: sqlTime(world.now()),
    },
  };
  world.emit(event);
  if (random.chance(0.1)) world.emit(event);
}
