const name = /^[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;
const prefix = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Whether a label can be called so.
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function isLabelKey(key: string): boolean {
  const [own = '', before, more] = key.split('/').reverse();
  return more === undefined && name.test(own) && (before === undefined || prefix.test(before));
}

/** Whether a label can have this value. */
export const isLabelValue = (value: string): boolean => value === '' || name.test(value);
