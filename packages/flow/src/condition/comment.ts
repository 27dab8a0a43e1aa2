import { lex } from '../sql/lex.ts';

/** Whether what follows a piece of SQL would belong to a comment that goes on to the end of its line. */
export function endsInComment(piece: string): boolean {
  if (!/--|\/\//.test(piece)) return false;
  const last = lex(piece).tokens.at(-1);
  return last?.kind === 'comment' && last.end === piece.length && !piece.startsWith('/*', last.start);
}
