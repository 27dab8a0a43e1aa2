import type { Random } from '../core/random.ts';

export interface Customer {
  readonly id: string;
  readonly name: string;
}

const firstNames =
  'Mara Iva Jonas Lena Omar Priya Chen Sofia Lucas Amara Noah Freya Mateo Yuki Elif Hugo Nina Tariq Clara Emil Ines Ravi Zoe Aron Mila Oscar Leila Finn Ada Kofi'.split(
    ' ',
  );
const lastNames =
  'Hill Fox Marsh Stone Rivers Brook Field Wood Lake Frost Reed Dale Moor Heath Vale Glen Ford Banks Shore Cliff Meadow Grove Bright Swift Lark Wren Finch Hawk Thorn Birch'.split(
    ' ',
  );

export function anyName(random: Random): string {
  return `${random.pick(firstNames)} ${random.pick(lastNames)}`;
}

export function newCustomer(random: Random): Customer {
  return { id: random.uuid(), name: anyName(random) };
}

/** `iva.fox`. */
export function anyEmployee(random: Random): string {
  return anyName(random).toLowerCase().replace(' ', '.');
}

/** One or two addresses at a domain that is nobody's. */
export function emailsOf(random: Random, { name }: Customer): string[] {
  const plain = name.toLowerCase().replace(' ', '.');
  const all = [`${plain}@example.com`, `${plain.split('.').reverse().join('.')}${random.int(1, 99)}@example.com`];
  return all.slice(0, random.int(1, 2));
}
