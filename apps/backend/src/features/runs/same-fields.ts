import { isDeepStrictEqual } from 'node:util';

/** Whether something already has all of these values. */
export function sameFields<T extends object>(whole: T, fields: Partial<T>): boolean {
  for (const key in fields) if (!isDeepStrictEqual(whole[key], fields[key])) return false;
  return true;
}
