import { sqlTime } from '../core/times.ts';
import type { World } from '../core/world.ts';
import { newCustomer } from '../people/people.ts';
import { anyPrice, anyProduct, fullName } from './product.ts';

/** An order as an older system sends it: nested, without a key, the quantity a text. The card is a test number. */
export function orderCommand(world: World): void {
  const { random } = world;
  world.emit({
    topic: 'MQ.COMMANDS',
    key: null,
    value: {
      id: random.uuid(),
      customer: newCustomer(random),
      creditcard: { number: '4111 1111 1111 1111', expiry: `${String(random.int(1, 12)).padStart(2, '0')}/30` },
      product: { description: fullName(anyProduct(random)), price: anyPrice(random) },
      order: { quantity: String(random.int(1, 10)) },
      ordertime: sqlTime(world.now()),
    },
  });
}
