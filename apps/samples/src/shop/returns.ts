import { isoTime, minute } from '../core/times.ts';
import type { World } from '../core/world.ts';
import { anyAddress } from '../people/address.ts';
import type { Customers } from '../people/customers.ts';
import { profileOf } from '../web/online-order.ts';
import { reviewedProduct, shortName } from './product.ts';
import { review } from './reviews.ts';

const reasons = ['CHANGEDMIND', 'BADFIT', 'SHIPPINGDELAY', 'DELIVERYERROR', 'CHEAPERELSEWHERE', 'OTHER'];

/** Somebody sends up to four products back; a third of them write a review of one, 5 to 60 minutes later. */
export function returnProducts(world: World, customers: Customers): void {
  const { random } = world;
  const id = random.uuid();
  const items = Array.from({ length: random.int(1, 4) }, () => reviewedProduct(random));
  const billing = { name: 'Billing address', ...anyAddress(random) };
  const shipping = random.chance(0.25) ? [{ name: 'Shipping address', ...anyAddress(random) }] : [];
  world.emit({
    topic: 'PRODUCT.RETURNS',
    key: id,
    value: {
      id,
      customer: profileOf(world, customers.any()),
      addresses: [billing, ...shipping],
      returns: items.map(({ product, missized }) => ({
        product: { id: shortName(product), size: product.size },
        quantity: random.int(1, 3),
        reason: missized && random.chance(0.75) ? 'BADFIT' : random.pick(reasons),
      })),
      returntime: isoTime(world.now()),
    },
  });
  const item = random.pick(items);
  if (random.chance(0.32)) world.after(random.int(5 * minute, 60 * minute), () => review(world, item));
}
