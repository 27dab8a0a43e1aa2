/** The part of the Web Locks API that is used here, so that tests can give another. */
export type Locks = Pick<LockManager, 'request'>;

/**
 * Holds a lock until this page or worker ends: whoever waits for it then knows.
 * Source: https://w3c.github.io/web-locks/#termination-of-locks
 * @returns when it is held
 */
export function holdForLife(locks: Locks, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const held = () => {
      resolve();
      return new Promise<void>(() => {});
    };
    locks.request(name, held).catch(reject);
  });
}

/** Calls back when whoever holds the lock has ended. Any number may wait. */
export function whenReleased(locks: Locks, name: string, gone: () => void): void {
  void locks.request(name, { mode: 'shared' }, async () => gone());
}
