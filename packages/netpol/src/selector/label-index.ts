import type { LabelExpression, LabelSelector, Labels } from '../model/policy.ts';
import { addBits, type Bits, dropBits, keepBits, noBits, rangeBits, setBit } from './bits.ts';
import { selectorKey } from './match.ts';

/**
 * Finds what a selector selects without asking each one: a set for every key and for every key and value. Answers are
 * remembered, since policies share their selectors.
 */
export class LabelIndex {
  readonly size: number;
  private readonly all: Bits;
  private readonly keys = new Map<string, Bits>();
  private readonly values = new Map<string, Map<string, Bits>>();
  private readonly answers = new Map<string, Bits>();

  constructor(labels: readonly Labels[]) {
    this.size = labels.length;
    this.all = rangeBits(this.size, 0, this.size);
    labels.forEach((own, i) => {
      for (const [key, value] of Object.entries(own)) {
        setBit(at(this.keys, key, this.size), i);
        const byValue = this.values.get(key) ?? new Map<string, Bits>();
        this.values.set(key, byValue);
        setBit(at(byValue, value, this.size), i);
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
    const found = this.all.slice();
    for (const [key, value] of Object.entries(matchLabels)) keepBits(found, this.valued(key, [value]));
    for (const expression of matchExpressions) this.narrow(found, expression);
    return found;
  }

  private narrow(found: Bits, { key, operator, values = [] }: LabelExpression): void {
    const having = this.keys.get(key) ?? noBits(this.size);
    switch (operator) {
      case 'In':
        keepBits(found, this.valued(key, values));
        break;
      case 'NotIn':
        dropBits(found, this.valued(key, values));
        break;
      case 'Exists':
        keepBits(found, having);
        break;
      case 'DoesNotExist':
        dropBits(found, having);
        break;
      default:
        operator satisfies never;
    }
  }

  private valued(key: string, values: readonly string[]): Bits {
    const found = noBits(this.size);
    for (const value of values) {
      const one = this.values.get(key)?.get(value);
      if (one) addBits(found, one);
    }
    return found;
  }
}

function at(map: Map<string, Bits>, key: string, size: number): Bits {
  const bits = map.get(key) ?? noBits(size);
  map.set(key, bits);
  return bits;
}
