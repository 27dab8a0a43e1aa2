import { RollbackError } from '@headrace/cluster/fault';
import { UserError } from '@headrace/text';
import { describe, expect, test } from 'vitest';
import { interruptible, mayGoOn } from './consent.ts';
import { captureOutput } from './testing/output.ts';

describe('a question', () => {
  test('says what is about to happen on stderr, and is answered by an option', async () => {
    const { out, err } = captureOutput();
    expect(await mayGoOn('3 policies are applied.', { option: '--yes', given: true })).toBe(true);
    expect([out, err]).toEqual([[], ['3 policies are applied.\n']]);
  });

  test('without a terminal is refused, and names the option', async () => {
    captureOutput();
    await expect(mayGoOn('3 policies are applied.', { option: '--yes', given: false })).rejects.toMatchObject({
      code: 'command/needs-consent',
      message: 'The command asks for confirmation, and there is no terminal to answer from: add --yes.',
    });
  });
});

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const listeners = () => signals.map((name) => process.listenerCount(name));

describe('work that may be interrupted', () => {
  const cut = (signal: AbortSignal, then: () => Promise<never>) =>
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => void then().catch(reject)));

  test('gives its result, and leaves no listener behind', async () => {
    const before = listeners();
    expect(await interruptible(async () => 7)).toBe(7);
    expect(listeners()).toEqual(before);
  });

  test.each(signals)('on %s is told, cleans up, and says that all was taken back', async (name) => {
    const before = listeners();
    let isClean = false;
    const work = interruptible((signal) =>
      cut(signal, async () => {
        isClean = true;
        throw new Error('aborted');
      }),
    );
    process.emit(name, name);
    await expect(work).rejects.toThrow(new UserError('Interrupted. All changes were rolled back.'));
    expect(isClean).toBe(true);
    expect(listeners()).toEqual(before);
  });

  test('whose clean-up failed says so, and not that all was taken back', async () => {
    const left = new RollbackError('The policy deny-all is still there: delete it.');
    const work = interruptible((signal) => cut(signal, () => Promise.reject(left)));
    process.emit('SIGINT', 'SIGINT');
    await expect(work).rejects.toBe(left);
  });

  test('that fails by itself keeps its error', async () => {
    const fault = new Error('no cluster');
    await expect(interruptible(() => Promise.reject(fault))).rejects.toBe(fault);
  });
});
