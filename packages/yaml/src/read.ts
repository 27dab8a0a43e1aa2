import {
  Composer,
  type CST,
  type Document,
  type ErrorCode,
  Lexer,
  LineCounter,
  Parser,
  type YAMLError,
  YAMLParseError,
} from 'yaml';
import { checkContents, Expansion, type Targets } from './contents.ts';
import { inWords, notExpected, syntaxFault, tooDeep, tooLarge, type YamlFault } from './fault.ts';

/** How much is read at most, so that no file can exhaust the reader; far above anything that a person writes. */
export interface Bounds {
  readonly characters: number;
  /** Nested collections, after aliases (`*a`) are replaced by what they stand for. */
  readonly depth: number;
  /** What the file should be, for the sentence that refuses it: `a flow`. */
  readonly of: string;
}

/** A document that was read and checked: aliases are known, keys are unique texts, and nothing expands beyond the bounds. */
export interface Yaml {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** The node that each alias of the document stands for. */
  readonly targets: Targets;
}

/** Documents in one text at most: more than a cluster of ten thousand pods has objects. */
const mostDocuments = 50_000;

/** Directives (`%TAG …`) before one document at most, and their length: each tag of the document is looked up in them. */
const mostDirectives = 10;
const longestDirective = 1000;

/**
 * The library looks for duplicate keys in time that grows with the square of their number: `checkContents` looks instead. One
 * schema whatever a directive asks for: those of YAML 1.1 give other values than plain data, and `!!omap` is quadratic too.
 */
const options = {
  uniqueKeys: false,
  prettyErrors: false,
  version: '1.2',
  schema: 'core',
  resolveKnownTags: false,
} as const;

/** Reads YAML or JSON with positions; a fault instead of an exception for whatever cannot be read. Takes time by its length. */
export function readYaml(text: string, bounds: Bounds): Yaml | YamlFault {
  const reader = new Reader(text, bounds);
  if (reader.fault) return reader.fault;
  const documents = reader.documents(true);
  const { value: first } = documents.next();
  const { value: second } = documents.next();
  if (first === undefined || 'code' in first || second === undefined || !('document' in second)) {
    // The parser goes one document ahead: a fault of what follows comes second.
    return (second && 'code' in second && !(first && 'code' in first) ? second : first) as Yaml | YamlFault;
  }
  const { line, col: column } = reader.lines.linePos(second.document.range[0]);
  return {
    code: 'document/syntax',
    message: `The file holds multiple documents: a line of --- begins another here, and ${bounds.of} is one.`,
    line,
    column,
  };
}

/** Reads several documents in one text, between lines of `---`; those that cannot be read are faults among the others. */
export function readYamlStream(text: string, bounds: Bounds): (Yaml | YamlFault)[] {
  const reader = new Reader(text, bounds);
  if (reader.fault) return [reader.fault];
  const marks = text.match(/^(?:---|\.\.\.)/gm)?.length ?? 0;
  if (marks > mostDocuments)
    return [
      tooLarge(
        `The file has ${marks} documents, more than the ${mostDocuments} that are read of one. Is this the right file?`,
      ),
    ];
  return [...reader.documents(false)];
}

/** One pass over a text. What bounds it is counted on the way, so that no work is done beyond a bound. */
class Reader {
  readonly lines = new LineCounter();
  private readonly parser = new Parser(this.lines.addNewLine);
  readonly fault: YamlFault | undefined;
  private readonly text: string;
  private readonly bounds: Bounds;
  private readonly expansion: Expansion;

  constructor(text: string, bounds: Bounds) {
    this.text = text;
    this.bounds = bounds;
    this.expansion = new Expansion(text.length);
    if (text.length > bounds.characters)
      this.fault = tooLarge(
        `The file has ${text.length} characters, more than the ${bounds.characters} that ${bounds.of} may have. Is this the right file?`,
      );
  }

  /** The documents, each checked; `always` gives an empty one for an empty text. Ends at what makes reading on pointless. */
  *documents(always: boolean): Generator<Yaml | YamlFault, undefined> {
    let composer = new FirstErrorComposer();
    // Of a document whose tokens have begun, and of one that is composed and waits for what ends it.
    let broken: YamlFault | undefined;
    let waiting = false;
    let any = false;
    let told = false;
    for (const token of this.tokens()) {
      if ('code' in token) {
        yield token;
        return undefined;
      }
      if (token.type === 'error') {
        const fault = this.at(token.offset, (line, column) => syntaxFault(notExpected, line, column));
        if (this.parser.stack.length > 0) broken ??= fault;
        else if (!told) {
          // Behind a document, whose end it made: it spoils that one.
          told = true;
          waiting = false;
          composer = new FirstErrorComposer();
          yield fault;
        }
        continue;
      }
      if (token.type === 'document') {
        any = true;
        told = false;
        if (waiting) for (const document of composer.end()) yield this.checked(document);
        if (waiting) composer = new FirstErrorComposer();
        waiting = broken === undefined;
      }
      if (broken) {
        if (token.type !== 'document') continue;
        yield broken;
        broken = undefined;
        composer = new FirstErrorComposer();
        continue;
      }
      const fault = composer.takes(token);
      if (!fault) continue;
      yield this.faultOf(fault);
      composer = new FirstErrorComposer();
      waiting = false;
    }
    if (broken) yield broken;
    else if (waiting || (always && !any))
      for (const document of composer.end(always, this.text.length)) yield this.checked(document);
    return undefined;
  }

  /** What the parser finds, until it nests too deep. */
  private *tokens(): Generator<CST.Token | YamlFault, undefined> {
    const { depth } = this.bounds;
    const { parser } = this;
    this.lines.addNewLine(0);
    let directives = 0;
    for (const lexeme of new Lexer().lex(this.text)) {
      for (const token of parser.next(lexeme)) {
        if (token.type === 'document') directives = 0;
        if (token.type === 'directive' && (++directives > mostDirectives || token.source.length > longestDirective)) {
          yield this.at(token.offset, (line, column) =>
            syntaxFault('there are too many or too long lines that begin with %.', line, column),
          );
          return undefined;
        }
        yield token;
      }
      // The document itself and a value may be open beside the collections.
      if (parser.stack.length > depth + 1 && parser.stack.filter((token) => 'items' in token).length > depth) {
        yield this.at(parser.offset, (line, column) => tooDeep(this.bounds, line, column));
        return undefined;
      }
    }
    yield* parser.end();
    return undefined;
  }

  private checked(document: Document.Parsed): Yaml | YamlFault {
    const error = document.errors[0];
    if (error) return this.faultOf(error);
    const found = checkContents(document.contents, this.expansion, this.bounds.depth);
    if (!('fault' in found)) return { text: this.text, document, lines: this.lines, targets: found.targets };
    const { fault } = found;
    return this.at(found.at, (line, column) =>
      fault === 'too-deep' ? tooDeep(this.bounds, line, column) : { ...fault, line, column },
    );
  }

  private faultOf(error: YAMLError): YamlFault {
    return this.at(error.pos[0], (line, column) => syntaxFault(inWords(error), line, column));
  }

  private at(offset: number, fault: (line: number, column: number) => YamlFault): YamlFault {
    const { line, col } = this.lines.linePos(offset);
    return fault(Math.max(1, line), Math.max(1, col));
  }
}

/**
 * Composes one document, and ends at its first error: the library goes on and makes an exception, with its trace, of each, which
 * takes a hundred times as long as reading. (If a later version reports errors in another way, they end up in the document.)
 */
class FirstErrorComposer {
  private readonly composer = new Composer(options);
  private first: YAMLParseError | undefined;

  constructor() {
    const onError = (
      at: number | [number, number] | CST.Token,
      code: ErrorCode,
      message: string,
      warning?: boolean,
    ) => {
      if (warning) return;
      const start = typeof at === 'number' ? at : Array.isArray(at) ? at[0] : at.offset;
      this.first ??= new YAMLParseError([start, start + 1], code, message);
      throw this.first;
    };
    Object.assign(this.composer, { onError });
  }

  /** Takes what the parser found; gives the error that it makes. No document is given out before `end`. */
  takes(token: CST.Token): YAMLParseError | undefined {
    try {
      for (const _ of this.composer.next(token));
      return undefined;
    } catch (e) {
      if (e !== this.first) throw e;
      return this.first;
    }
  }

  *end(always = false, offset = -1): Generator<Document.Parsed> {
    for (const document of this.composer.end(always, offset)) yield document as Document.Parsed;
  }
}
