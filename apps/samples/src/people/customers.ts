import { minute, sqlTime } from '../core/times.ts';
import type { World } from '../core/world.ts';
import { type Customer, newCustomer } from './people.ts';

/** Who buys here: those of old, and those who register while time passes. */
export interface Customers {
  any(): Customer;
  /** Registers somebody new now, and tells the topic. */
  register(): Customer;
}

/** @param onFirstOrder is called when somebody new orders for the first time, 3 to 23 minutes after registering */
export function createCustomers(world: World, onFirstOrder: (customer: Customer) => void): Customers {
  const { random } = world;
  const known = Array.from({ length: 200 }, () => newCustomer(random));
  return {
    any: () => random.pick(known),
    register: () => {
      const customer = newCustomer(random);
      known.push(customer);
      world.emit({
        topic: 'CUSTOMERS',
        key: customer.id,
        value: { customerid: customer.id, customername: customer.name, registered: sqlTime(world.now()) },
      });
      if (random.chance(0.22)) world.after(random.int(3 * minute, 23 * minute), () => onFirstOrder(customer));
      return customer;
    },
  };
}
