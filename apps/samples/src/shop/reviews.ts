import type { Random } from '../core/random.ts';
import { isoTime } from '../core/times.ts';
import type { World } from '../core/world.ts';
import { comments } from './comments.ts';
import { type Product, shortName } from './product.ts';

export interface Reviewed {
  readonly product: Product;
  /** Its size runs wrong. */
  readonly missized: boolean;
}

/** Somebody writes a review. Of products whose size runs wrong three in four say so. */
export function review(world: World, { product, missized }: Reviewed): void {
  const { random } = world;
  const id = random.uuid();
  const wrongSize = missized && random.chance(0.75);
  const rating = wrongSize ? random.int(1, 4) : random.int(1, 5);
  const size = wrongSize || (rating <= 4 && random.chance(0.05)) ? random.pick([1, 3]) : 2;
  const length = rating <= 4 && random.chance(0.04) ? random.pick([1, 3]) : 2;
  world.emit({
    topic: 'PRODUCT.REVIEWS',
    key: id,
    value: {
      id,
      product: shortName(product),
      size: random.chance(0.9) ? product.size : null,
      review: {
        rating,
        comment: commentFor(random, rating),
        characteristics: [
          { id: 'Size', ranking: size },
          { id: 'Length', ranking: length },
        ],
      },
      reviewtime: isoTime(world.now()),
    },
  });
}

function commentFor(random: Random, rating: number): string {
  return random.pick(comments[rating] ?? []);
}
