import { sqlTime } from '../core/times.ts';
import type { World } from '../core/world.ts';

const steps = ['STARTED', 'PROCESSING', 'PROCESSING', 'COMPLETED'] as const;

/**
 * Gives the next step of one of six transactions each time it is called. One in five never completes: a new one under
 * the same id starts instead.
 */
export function createPayments(world: World): () => void {
  const { random } = world;
  const open = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'].map((id) => ({ id, step: 0, amount: 0 }));
  return () => {
    const payment = random.pick(open);
    if (payment.step === steps.length - 1 && !random.chance(0.8)) payment.step = 0;
    if (payment.step === 0) payment.amount = random.bell(100, 1000, 1);
    const { id, step, amount } = payment;
    world.emit({
      topic: 'TRANSACTIONS',
      key: id,
      value: { id, state: steps[step], amount, timestamp: sqlTime(world.now()) },
    });
    payment.step = (step + 1) % steps.length;
  };
}
