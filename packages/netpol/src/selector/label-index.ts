import type { LabelExpression, LabelSelector, Labels } from '../model/policy.ts';
import { type Bits, dropBits, keepBits, noBits, rangeBits, setBit } from './bits.ts';
import { selectorKey } from './match.ts';

/**
 * Finds what a selector selects without asking each one: for every key and value a list of those that have it. Answers are
 * remembered, since policies share their selectors.
 */
export class LabelIndex {
  readonly size: number;
  private readonly byKey = new Map<string, Map<string, number[]>>();
  private readonly answers = new Map<string, Bits>();

  constructor(labels: readonly Labels[]) {
    this.size = labels.length;
    labels.forEach((own, i) => {
      for (const [key, value] of Object.entries(own)) {
        const byValue = this.byKey.get(key) ?? new Map<string, number[]>();
        this.byKey.set(key, byValue);
        const list = byValue.get(value);
        if (list) list.push(i);
        else byValue.set(value, [i]);
      }
    });
  }

  /** What the selector selects. The set is shared: copy it before changing it. */
  select(selector: LabelSelector): Bits {
    const key = selectorKey(selector);
    const found = this.answers.get(key) ?? this.find(selector);
    this.answers.set(key, found);
    return found;
  }

  private find({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Bits {
    const [first, ...others] = Object.entries(matchLabels);
    const found = first ? this.valued(first[0], [first[1]]) : rangeBits(this.size, 0, this.size);
    for (const [key, value] of others) keepBits(found, this.valued(key, [value]));
    for (const expression of matchExpressions) this.narrow(found, expression);
    return found;
  }

  private narrow(found: Bits, { key, operator, values = [] }: LabelExpression): void {
    switch (operator) {
      case 'In':
        keepBits(found, this.valued(key, values));
        break;
      case 'NotIn':
        dropBits(found, this.valued(key, values));
        break;
      case 'Exists':
        keepBits(found, this.having(key));
        break;
      case 'DoesNotExist':
        dropBits(found, this.having(key));
        break;
      default:
        operator satisfies never;
    }
  }

  private valued(key: string, values: readonly string[]): Bits {
    const found = noBits(this.size);
    for (const value of values) for (const i of this.byKey.get(key)?.get(value) ?? []) setBit(found, i);
    return found;
  }

  private having(key: string): Bits {
    const found = noBits(this.size);
    for (const list of this.byKey.get(key)?.values() ?? []) for (const i of list) setBit(found, i);
    return found;
  }
}
