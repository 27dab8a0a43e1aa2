import { existing } from '@headrace/text';
import type { Address, Block } from './address.ts';

/** Finds who has an address in a block without asking each one: addresses in order, by family. */
export class AddressIndex {
  private readonly sorted: Readonly<Record<4 | 6, readonly { readonly value: bigint; readonly owner: number }[]>>;

  /** `addresses` of each owner, by the owner's number. */
  constructor(addresses: readonly (readonly Address[])[]) {
    const all = addresses.flatMap((own, owner) => own.map(({ family, value }) => ({ family, value, owner })));
    all.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.owner - b.owner));
    this.sorted = { 4: all.filter((a) => a.family === 4), 6: all.filter((a) => a.family === 6) };
  }

  /** Calls back with the owner of each address in the block. */
  within({ family, first, last }: Block, visit: (owner: number, value: bigint) => void): void {
    const list = this.sorted[family];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((list[middle]?.value ?? 0n) < first) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < list.length; i++) {
      const { value, owner } = existing(list[i]);
      if (value > last) return;
      visit(owner, value);
    }
  }
}
