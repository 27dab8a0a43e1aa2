import { describe, expect, test } from 'vitest';
import { ClusterFault } from '../connect/fault.ts';
import { retry } from './retry.ts';

const failing = (...errors: readonly Error[]) => {
  let tries = 0;
  return {
    tries: () => tries,
    work: async () => {
      const error = errors[tries++];
      if (error) throw error;
    },
  };
};

describe('retry', () => {
  test('does what succeeds once', async () => {
    const { work, tries } = failing();
    await retry(work);
    expect(tries()).toBe(1);
  });

  test.each([undefined, 500, 503, 429])('tries again after a fault of status %s', async (status) => {
    const { work, tries } = failing(new ClusterFault('away', status));
    await retry(work);
    expect(tries()).toBe(2);
  });

  test.each([400, 401, 403, 404, 409, 410])('does not try again after a refusal with %i', async (status) => {
    const fault = new ClusterFault('no', status);
    const { work, tries } = failing(fault);
    await expect(retry(work)).rejects.toBe(fault);
    expect(tries()).toBe(1);
  });

  test('does not try again after a bug', async () => {
    const { work, tries } = failing(new TypeError('x'));
    await expect(retry(work)).rejects.toThrow('x');
    expect(tries()).toBe(1);
  });
});
