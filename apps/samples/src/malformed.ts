import type { Random } from './core/random.ts';

/** Spoils the text of a JSON object in one of three ways: broken, without a field, with a field of another type. */
export function spoil(text: string, random: Random): string {
  const kind = random.pick(['broken', 'missing', 'mistyped'] as const);
  if (kind === 'broken') return text.slice(0, random.int(1, text.length - 1));
  const value = JSON.parse(text) as Record<string, unknown>;
  const name = random.pick(Object.keys(value));
  if (kind === 'missing') delete value[name];
  else value[name] = typeof value[name] === 'string' ? random.int(0, 99) : 'unreadable';
  return JSON.stringify(value);
}
