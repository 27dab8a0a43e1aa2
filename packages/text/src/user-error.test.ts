import { expect, test } from 'vitest';
import { UserError } from './user-error.ts';

test('has a name, and a code and a cause where they are given', () => {
  const cause = new Error('inner');
  const plain = new UserError('Port 9092 is in use.');
  expect([plain.name, plain.code, plain.cause]).toEqual(['UserError', undefined, undefined]);
  const error = new UserError('There is no flow.', 'flow/not-found', { cause });
  expect(error).toMatchObject({ message: 'There is no flow.', code: 'flow/not-found', cause });
  expect(error).toBeInstanceOf(Error);
});
