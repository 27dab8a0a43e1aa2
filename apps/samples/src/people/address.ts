import type { Random } from '../core/random.ts';

/** Where something is sent or billed to. Shops abroad leave parts of it out. */
export interface Address {
  readonly number: number | null;
  readonly street: string | null;
  readonly city: string;
  readonly zipcode: string;
  readonly country: { readonly code: string; readonly name: string };
  /** `null` when there is none. */
  readonly phones: readonly string[] | null;
}

const streets = ['Mill Lane', 'Station Road', 'High Street', 'Harbour View', 'Church Walk', 'Park Avenue', 'Elm Drive'];
const cities = [
  ['US', 'United States', 'Springfield'],
  ['US', 'United States', 'Riverton'],
  ['CA', 'Canada', 'Maple Ridge'],
  ['GB', 'United Kingdom', 'Ashford'],
  ['FR', 'France', 'Montclair'],
  ['DE', 'Germany', 'Neustadt'],
  ['ES', 'Spain', 'Villanueva'],
  ['AU', 'Australia', 'Brookfield'],
] as const;

export function anyAddress(random: Random): Address {
  const [code, name, city] = random.pick(cities);
  const phones = random.int(0, 2);
  return {
    number: random.chance(0.9) ? random.int(1, 250) : null,
    street: random.chance(0.95) ? random.pick(streets) : null,
    city,
    zipcode: String(random.int(10_000, 99_999)),
    country: { code, name },
    phones: phones === 0 ? null : Array.from({ length: phones }, () => `555-${random.int(1000, 9999)}`),
  };
}
