import { day, hour, isoTime, minute } from '../core/times.ts';
import type { World } from '../core/world.ts';
import { anyAddress } from '../people/address.ts';
import { type Customer, emailsOf } from '../people/people.ts';
import { fullName, type Product, shortName } from '../shop/product.ts';

/** Somebody with a profile: what orders and carts carry of a customer. */
export interface Profile extends Customer {
  readonly emails: readonly string[];
}

export function profileOf(world: World, { id, name }: Customer): Profile {
  return { id, name, emails: emailsOf(world.random, { id, name }) };
}

/** An order from the web shop, up to five products; in 22 of 100 one of them turns out to be out of stock. */
export function orderOnline(world: World, customer: Profile, products: readonly Product[]): void {
  const { random } = world;
  const id = random.uuid();
  const shippingaddress = anyAddress(random);
  const billingaddress = random.chance(0.55) ? shippingaddress : anyAddress(random);
  world.emit({
    topic: 'ORDERS.ONLINE',
    key: id,
    value: {
      id,
      customer,
      products: products.map(fullName),
      address: { shippingaddress, billingaddress },
      ordertime: isoTime(world.now()),
    },
  });
  if (!random.chance(0.22)) return;
  const restockingdate = Math.floor(world.now() / day) + random.int(1, 5);
  world.after(random.int(5 * minute, 2 * hour), () => outOfStock(world, random.pick(products), restockingdate));
}

function outOfStock(world: World, product: Product, restockingdate: number): void {
  const id = world.random.uuid();
  const { size, material, style } = product;
  world.emit({
    topic: 'STOCK.NOSTOCK',
    key: id,
    value: {
      id,
      product: { size, material, style, name: fullName(product) },
      restockingdate,
      outofstocktime: world.now(),
    },
  });
}

/** Somebody known leaves with products in the cart; sizes are chosen later, so the products have none. */
export function abandonCart(world: World, customer: Profile, products: readonly Product[]): void {
  const cartid = world.random.uuid();
  world.emit({
    topic: 'ORDERS.ABANDONED',
    key: cartid,
    value: { cartid, customer, products: products.map(shortName), abandonedtime: isoTime(world.now()) },
  });
}
