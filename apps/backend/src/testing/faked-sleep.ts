/**
 * In place of `node:timers/promises`, which vitest's clock does not reach: `vi.mock('node:timers/promises', () =>
 * import('…/testing/faked-sleep.ts'))`.
 */
export function setTimeout(ms: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = globalThis.setTimeout(() => resolve(value), ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
