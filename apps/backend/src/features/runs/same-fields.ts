import { isDeepStrictEqual } from 'node:util';

/** Whether something already has all of these values. */
export function sameFields<T extends object>(whole: T, fields: Partial<T>): boolean {
  return (Object.keys(fields) as (keyof T)[]).every((key) => isDeepStrictEqual(whole[key], fields[key]));
}
