/**
 * A value that is there for a reason that the type checker does not see, such as an index within the bounds of its list.
 *
 * @throws an error of ours where it is undefined
 */
export function existing<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a value that must be there is undefined');
  return value;
}
