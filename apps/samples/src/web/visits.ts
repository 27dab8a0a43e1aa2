import type { World } from '../core/world.ts';
import type { Customers } from '../people/customers.ts';
import type { Customer } from '../people/people.ts';
import { startSession } from './session.ts';

const mostOpen = 25;

/** How many new customers may be waiting for their first visit as somebody known. */
const mostWaiting = 3;

/** Starts a visit each time it is called, unless the shop is full. New visitors register, so that some log in. */
export function createVisits(world: World, customers: Customers): () => void {
  const waiting: Customer[] = [];
  let open = 0;
  return () => {
    if (open >= mostOpen) return;
    open++;
    if (waiting.length < mostWaiting) waiting.push(customers.register());
    startSession(world, {
      who: () => waiting.shift() ?? customers.any(),
      onEnd: () => {
        open--;
      },
    });
  };
}
