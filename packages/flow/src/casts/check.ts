import { existing } from '@headrace/text';
import { tokenizeCondition } from '../condition/tokenize-condition.ts';
import { isComparison } from '../condition/tree.ts';
import type { DiagnosticCode, Severity } from '../diagnostic.ts';
import type { Relation } from '../graph/relation.ts';
import type { DataType } from '../types/data-type.ts';
import { castMayFail, comparableType, isFloating, kindOf, type ValueKind } from './kinds.ts';
import { isNoValue, meantLiteral } from './literals.ts';
import { type Operand, Operands } from './operands.ts';

/** A place of an expression at which rows may fail, or at which Flink refuses to compare. */
export interface CastFinding {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The whole expression with the fault mended. */
  readonly fix?: { readonly title: string; readonly value: string };
}

const words: Readonly<Record<OtherKind, string>> = {
  number: 'a number',
  boolean: 'TRUE or FALSE',
  date: 'a date',
  time: 'a time',
  timestamp: 'a time',
};

/**
 * Where an expression compares, calculates with or casts a text so that a row can fail, and where it divides by a whole
 * number that may be 0. Says only what follows from the types of columns, from literals and from casts beside them; the
 * suite `sql` compares it with what Flink does.
 * @param text an expression that `checkExpression` admits; of anything else nothing is said
 * @param relation what the expression can use, with the types known so far
 */
export function checkCasts(text: string, relation: Relation): CastFinding[] {
  if (!mayHoldText(text, relation)) return [];
  const tokenized = tokenizeCondition(text);
  return 'misfit' in tokenized ? [] : new Check(new Operands(text, tokenized.tokens, relation)).run();
}

/** A literal, a call, a division, an element of a list, or a name that may be written in another way. */
const concerned = /['(/%`[]/;

/** False where an expression has neither a division nor a text; most have not, and are not looked at any further. */
const mayHoldText = (text: string, { columns }: Relation): boolean =>
  concerned.test(text) || columns.some(({ name, type }) => mayBeText(type) && text.includes(name));

function mayBeText(type: DataType | undefined): boolean {
  const kind = kindOf(type);
  return type !== undefined && (kind === undefined || kind === 'string');
}

type OtherKind = Exclude<ValueKind, 'string'>;

/** A text that replaces what was found, or more than that. */
interface Replacement {
  readonly title: string;
  readonly text: string;
  readonly at?: Pick<Operand, 'first' | 'end'>;
}

class Check {
  private readonly o: Operands;
  private readonly found = new Map<number, CastFinding>();

  constructor(operands: Operands) {
    this.o = operands;
  }

  run(): CastFinding[] {
    const { o } = this;
    for (let i = 0; i < o.tokens.length; i++) this.token(i, o.word(i));
    for (const operand of o.all()) this.calculation(operand);
    return [...this.found.values()].sort((a, b) => a.start - b.start);
  }

  private token(i: number, word: string): void {
    const { o } = this;
    if (isComparison(word)) this.compare(o.before(i), o.at(i + 1), word === '=' || word === '<>');
    else if (word === 'DISTINCT' && o.word(i + 1) === 'FROM') this.distinct(i);
    else if (word === 'BETWEEN') this.between(i);
    else if (word === 'IN' && o.word(i + 1) === '(') this.among(i);
    else if (word === 'CASE') this.choice(i);
    else if (word === 'CAST' && o.word(i + 1) === '(') this.cast(i);
    else if (word === 'NULLIF' || word === 'MOD') this.twoArguments(i, word);
  }

  private distinct(i: number): void {
    const is = this.o.word(i - 1) === 'NOT' ? i - 2 : i - 1;
    if (this.o.word(is) === 'IS') this.compare(this.o.before(is), this.o.at(i + 2), true);
  }

  private between(i: number): void {
    const { o } = this;
    const value = o.before(o.word(i - 1) === 'NOT' ? i - 1 : i);
    const symmetric = /^A?SYMMETRIC$/.test(o.word(i + 1));
    const low = o.at(symmetric ? i + 2 : i + 1);
    this.compare(value, low, false);
    if (low && o.word(low.end) === 'AND') this.compare(value, o.at(low.end + 1), false);
  }

  /** Flink casts the values of the list to the type of the left side. A row fails only where those values are texts. */
  private among(i: number): void {
    const { o } = this;
    const value = o.before(o.word(i - 1) === 'NOT' ? i - 1 : i);
    const values: Operand[] = [];
    for (let at = i + 2; ; ) {
      const next = o.at(at);
      if (!next) return;
      values.push(next);
      at = next.end + 1;
      if (o.word(next.end) !== ',') break;
    }
    // Flink itself rejects a list of values of several kinds.
    if (kindOf(value?.type) === 'string' || values.some((v) => kindOf(v.type) !== 'string')) return;
    if (!value || !isTyped(value)) return;
    for (const each of values) this.compare(value, each, false, this.together(values, value));
  }

  /** One fix for all texts of a list: Flink rejects the list if only some of them are changed. */
  private together(values: readonly Operand[], other: TypedOperand): Replacement | undefined {
    const fixes = values.map((v) => (v.text === undefined ? this.tried(v, other) : this.meant(v.text, other)));
    if (fixes.some((fix) => fix === undefined)) return undefined;
    const [first, last] = [existing(values[0]), existing(values.at(-1))];
    const title = fixes[0]?.title ?? '';
    return { title, text: fixes.map((fix) => fix?.text).join(', '), at: { first: first.first, end: last.end } };
  }

  /** `CASE x WHEN y`. */
  private choice(i: number): void {
    const { o } = this;
    const value = o.at(i + 1);
    if (!value || o.word(value.end) !== 'WHEN') return;
    const depth = (o.tokens[i]?.depth ?? 0) + 1;
    for (let at = value.end; at < o.tokens.length && (o.tokens[at]?.depth ?? 0) >= depth; at++)
      if (o.word(at) === 'WHEN' && o.tokens[at]?.depth === depth) this.compare(value, o.at(at + 1), true);
  }

  private twoArguments(i: number, name: 'NULLIF' | 'MOD'): void {
    const { o } = this;
    const first = o.word(i + 1) === '(' ? o.at(i + 2) : undefined;
    const second = first && o.word(first.end) === ',' ? o.at(first.end + 1) : undefined;
    if (!first || !second) return;
    if (name === 'NULLIF') this.compare(first, second, true);
    else if (isExact(first) && isExact(second)) this.divisor(second);
  }

  /** @param fix what to do about it, where that is not about the text alone */
  private compare(a: Operand | undefined, b: Operand | undefined, equality: boolean, ...fix: [Replacement?]): void {
    if (!a || !b) return;
    const [text, other] = kindOf(a.type) === 'string' ? [a, b] : [b, a];
    const kind = kindOf(other.type);
    if (kindOf(text.type) !== 'string' || !isTyped(other) || kind === undefined || kind === 'string') return;
    if (text.text !== undefined) this.literal(text, text.text, other, kind, equality, ...fix);
    // Flink compares a text with a time or a boolean for equality, and finds them different. It rejects only numbers.
    else if (equality ? kind === 'number' : !text.isConverted || kind === 'boolean')
      this.casted(text, other, kind, equality, ...fix);
  }

  /** A text that Flink casts to the type of the other side, or does not compare with it at all. */
  private casted(text: Operand, other: TypedOperand, kind: OtherKind, equality: boolean, ...fix: [Replacement?]): void {
    const { o } = this;
    const [one, two] = [clip(o.raw(text)), clip(o.raw(other))];
    const message = equality
      ? `Flink does not compare the text ${one} with the number ${two}. Turn it into a number.`
      : `${one} is a text and ${two} is ${words[kind]}, so Flink casts ${one}. An event in which it is not ${words[kind]} fails here.`;
    this.add(
      text,
      equality ? 'error' : 'warning',
      'expression/text-compared',
      message,
      fix.length > 0 ? fix[0] : this.tried(text, other),
    );
  }

  private literal(
    text: Operand,
    written: string,
    other: TypedOperand,
    kind: OtherKind,
    equality: boolean,
    ...fix: [Replacement?]
  ): void {
    const { o } = this;
    const noValue = isNoValue(written, other.type);
    const refused = equality && (kind === 'number' || (kind !== 'boolean' && noValue));
    if (!refused && (!noValue || equality)) return;
    const meant = this.meant(written, other);
    const [one, two] = [clip(o.raw(text)), clip(o.raw(other))];
    const message = noValue
      ? `${two} is ${words[kind]}, and the text ${one} is not${meant === undefined ? '' : ' in the form that Flink reads'}. Compare it with ${words[kind]}.`
      : `Flink does not compare the number ${two} with the text ${one}. Write the number without quotes.`;
    const found = fix.length > 0 ? fix[0] : meant;
    this.add(text, refused ? 'error' : 'warning', 'expression/text-compared', message, found);
  }

  private meant(written: string, other: TypedOperand): Replacement | undefined {
    const meant = meantLiteral(written, other.type);
    return meant === undefined ? undefined : { title: `Use ${meant}`, text: meant };
  }

  /** Reports texts among numbers, which Flink rejects, and divisors that may be 0. */
  private calculation({ parts, signs }: Operand): void {
    if (signs.length === 0 || signs.includes('||')) return;
    const number = parts.filter(isTyped).find((p) => kindOf(p.type) === 'number');
    const isCalculated = number && parts.every((p) => ['number', 'string'].includes(kindOf(p.type) ?? ''));
    if (isCalculated)
      for (const part of parts.filter((p) => kindOf(p.type) === 'string')) {
        const message = `${clip(this.o.raw(part))} is a text, and Flink calculates with numbers only. Turn it into a number.`;
        this.add(part, 'error', 'expression/text-calculated', message, this.tried(part, number));
      }
    signs.forEach((sign, i) => {
      const divisor = sign === '/' || sign === '%' ? parts[i + 1] : undefined;
      if (divisor && isExact(divisor) && dividend(parts, signs, i).every(isExact)) this.divisor(divisor);
    });
  }

  private divisor(operand: Operand): void {
    const raw = this.o.raw(operand);
    if (/^[(\s]*0+(?:\.0*)?[)\s]*$/.test(raw))
      this.add(operand, 'warning', 'expression/division-by-zero', 'Each event fails here, at a division by 0.');
    else if (operand.parts.length === 0 && !/^[\s(]*[\d.]/.test(raw)) {
      const text = `NULLIF(${raw}, 0)`;
      const message = `An event whose ${clip(raw)} is 0 fails here. With ${clip(text)} the result is empty instead.`;
      this.add(operand, 'info', 'expression/division-by-zero', message, { title: `Use ${clip(text)}`, text });
    }
  }

  private cast(i: number): void {
    const { o } = this;
    const cast = o.cast(i);
    const operand = cast && o.at(cast.first);
    if (!cast || !operand?.type || operand.end !== cast.end) return;
    if (operand.isConverted && kindOf(cast.type) !== 'boolean') return;
    const fails =
      operand.text === undefined ? castMayFail(operand.type, cast.type) : isNoValue(operand.text, cast.type);
    if (!fails) return;
    const whole = { first: i, end: cast.behind };
    const kind = kindOf(cast.type);
    const what = kind === undefined || kind === 'string' ? 'a value of this type' : words[kind];
    const message = `An event in which the text is not ${what} fails here. TRY_CAST gives an empty value instead.`;
    const text = `TRY_${o.raw(whole)}`;
    this.add(whole, 'warning', 'expression/cast-may-fail', message, { title: `Use ${clip(text)}`, text });
  }

  private tried(text: Operand, other: TypedOperand): Replacement {
    const type = comparableType(other.type);
    const [raw, short] = [this.o.raw(text), clip(this.o.raw(text))];
    return { title: `Use TRY_CAST(${short} AS ${type})`, text: `TRY_CAST(${raw} AS ${type})` };
  }

  private add(
    at: Pick<Operand, 'first' | 'end'>,
    severity: Severity,
    code: DiagnosticCode,
    message: string,
    fix?: Replacement,
  ): void {
    const { start, end } = this.o.range(at);
    if (this.found.has(start)) return;
    const { text } = this.o;
    const replaced = this.o.range(fix?.at ?? at);
    const value = fix && text.slice(0, replaced.start) + fix.text + text.slice(replaced.end);
    this.found.set(start, {
      code,
      severity,
      message,
      start,
      end,
      ...(fix && value !== undefined ? { fix: { title: fix.title, value } } : {}),
    });
  }
}

const clip = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** An operand whose type is known. */
type TypedOperand = Operand & { readonly type: DataType };
const isTyped = (operand: Operand): operand is TypedOperand => operand.type !== undefined;

/** Numbers whose division by 0 fails; that of floating ones gives Infinity. */
const isExact = ({ type }: Operand) => type !== undefined && kindOf(type) === 'number' && !isFloating(type);

/** The dividend: the factors since the last + or -. */
function dividend(parts: readonly Operand[], signs: readonly string[], division: number): readonly Operand[] {
  let from = division;
  while (from > 0 && signs[from - 1] !== '+' && signs[from - 1] !== '-') from--;
  return parts.slice(from, division + 1);
}
