import { existing } from '@headrace/text';
import type { ExpressionCode } from '../expressions/codes.ts';
import type { Misfit, Token } from './lex.ts';

/** The tokens of an expression without its comments. */
export class Words {
  readonly text: string;
  readonly tokens: readonly Token[];
  constructor(text: string, tokens: readonly Token[]) {
    this.text = text;
    this.tokens = tokens;
  }

  /** A word in capitals, or a sign; nothing for names in backticks, for literals, and beyond the ends. */
  at(index: number): string {
    const token = this.tokens[index];
    return token?.kind === 'word' || token?.kind === 'sign' ? this.raw(token).toUpperCase() : '';
  }

  raw({ start, end }: Token): string {
    return this.text.slice(start, end);
  }

  /** The text of the token at an index, which must be there. */
  rawAt(index: number): string {
    return this.raw(existing(this.tokens[index]));
  }

  misfit(code: ExpressionCode, index: number, message: string): Misfit {
    const { start, end } = existing(this.tokens[index]);
    return { code, message, start, end };
  }
}
