import type { Random } from '../core/random.ts';

/** A pair of jeans. */
export interface Product {
  readonly size: string;
  readonly material: string;
  readonly style: string;
}

const sizes = ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL'];
const materials = ['Navy', 'Blue', 'Black', 'White', 'Stonewashed', 'Acid-washed', 'Indigo', 'Grey'];
const styles = [
  'Bootcut',
  'Capri',
  'Skinny',
  'Low-rise',
  'Straight-leg',
  'Relaxed',
  'Flare',
  'Slim-fit',
  'Cargo',
  'Boyfriend',
];

export function anyProduct(random: Random): Product {
  return { size: random.pick(sizes), material: random.pick(materials), style: random.pick(styles) };
}

export function severalProducts(random: Random, count: number): Product[] {
  const found = new Map<string, Product>();
  while (found.size < count) {
    const product = anyProduct(random);
    found.set(fullName(product), product);
  }
  return [...found.values()];
}

/** `M Navy Capri Jeans`. */
export function fullName(product: Product): string {
  return `${product.size} ${shortName(product)}`;
}

/** `Navy Capri Jeans`. */
export function shortName({ material, style }: Product): string {
  return `${material} ${style} Jeans`;
}

/** Ten products whose sizes run wrong: they are returned more often, and reviews say so. */
const missized = materials.flatMap((material, i) =>
  i < 5 ? [styles[i], styles[i + 3]].map((style) => ({ material, style })) : [],
);

/** Any product, or with the odds given one whose size runs wrong. */
export function reviewedProduct(random: Random): { product: Product; missized: boolean } {
  if (!random.chance(0.22)) return { product: anyProduct(random), missized: false };
  const { material, style = '' } = random.pick(missized);
  return { product: { size: random.pick(sizes), material, style }, missized: true };
}

/** Bell-shaped between 14.99 and 59.99. */
export function anyPrice(random: Random): number {
  return random.bell(14.99, 59.99, 2);
}

/** 0.01 to 9.99 cheaper, never below a cent. */
export function cheaper(random: Random, price: number): number {
  return Math.max(0.01, Number((price - random.int(1, 999) / 100).toFixed(2)));
}
