import { existing } from '@headrace/text';
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
import { checkContents, type Differing, Expansion } from './contents.ts';
import { toData } from './data.ts';
import type { Targets } from './entries.ts';
import {
  behindTheEnd,
  directives,
  endOfNothing,
  type Fault,
  inWords,
  manyDocuments,
  notExpected,
  syntaxFault,
  tooDeep,
  tooLarge,
  unlikeValues,
  type YamlFault,
} from './fault.ts';
import { type Part, partsAsKubectl } from './parts.ts';
import { Places } from './places.ts';
import { addPlaces } from './position.ts';
import { foreignSyntax, isBracketed, isTabAfter } from './syntax.ts';

/** How much is read at most, so that no file can exhaust the reader; far above anything that a person writes. */
export interface Bounds {
  readonly characters: number;
  /** Nested collections, after aliases (`*a`) are replaced by what they stand for. */
  readonly depth: number;
  /** What the file should be, for the sentence that refuses it: `a flow`. */
  readonly of: string;
}

/** Whose reading of YAML it is: that of a reader of YAML 1.2, or that of kubectl, which reads YAML 1.1. */
export type Reading = 'yaml-1.2' | 'kubectl';

/** A document that was read and checked: aliases are known, keys are unique texts, and nothing expands beyond the bounds. */
export interface Yaml {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** The node that each alias of the document stands for. */
  readonly targets: Targets;
  /** What kubectl and readers of YAML 1.2 take for different things. */
  readonly differing: readonly Differing[];
  readonly reading: Reading;
}

/** A document as kubectl reads it: as data, and where each value stands. What an alias stands for is the same object as its anchor's. */
export interface KubectlDocument {
  readonly data: unknown;
  /** Of all documents of the file. */
  readonly places: Places;
  /** The number of the document among the places; none of an empty one. */
  readonly root: number | undefined;
  readonly lines: LineCounter;
  /** What kubectl and readers of YAML 1.2 take for different things. */
  readonly differing: readonly Differing[];
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
const options = { uniqueKeys: false, prettyErrors: false, version: '1.2', resolveKnownTags: false } as const;

/** What the library's lexer says where a document begins. */
const documentMark = '\u0002';

/** By reading; what kubectl takes a scalar for is decided in `checkContents`. */
const schemas = { 'yaml-1.2': 'core', kubectl: 'failsafe' } as const;

/**
 * Reads one document of YAML 1.2 or JSON with positions; a fault instead of an exception for whatever cannot be read. Takes time by its
 * length.
 */
export function readYaml(text: string, bounds: Bounds): Yaml | YamlFault {
  const reader = new Reader(text, bounds);
  return reader.fault ?? reader.document({ start: 0, end: text.length }, 'yaml-1.2');
}

/**
 * Reads a file as kubectl does: YAML 1.1, several documents between lines of `---`, or JSON objects one after the other. A document that
 * cannot be read is a fault among the others, also where kubectl would read a part of it, or another reader something else.
 */
export function readAsKubectl(text: string, bounds: Bounds): (KubectlDocument | YamlFault)[] {
  const reader = new Reader(text, bounds);
  if (reader.fault) return [reader.fault];
  const places = new Places();
  const parts = partsAsKubectl(text, bounds.depth, places);
  if (parts.length > mostDocuments)
    return [
      tooLarge(
        `The file has ${parts.length} documents, more than the ${mostDocuments} that are read of one. Is this the right file?`,
      ),
    ];
  return parts.map((part): KubectlDocument | YamlFault => {
    if ('fault' in part) return reader.at(part.at, part.fault);
    if ('data' in part) {
      const { data, root, refused } = part;
      return refused ? reader.refuses(refused) : { data, places, root, lines: reader.lines, differing: [] };
    }
    const yaml = reader.document(part, 'kubectl');
    if ('code' in yaml) return yaml;
    // The tree of the parser ends here: data and places take a small part of its memory.
    return {
      data: toData(yaml),
      places,
      root: addPlaces(places, yaml),
      lines: reader.lines,
      differing: yaml.differing,
    };
  });
}

/** Reads the parts of a text. What bounds it is counted on the way, so that no work is done beyond a bound. */
class Reader {
  readonly fault: YamlFault | undefined;
  readonly lines = new LineCounter();
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
    else for (let at = 0; at >= 0; at = text.indexOf('\n', at) + 1 || -1) this.lines.addNewLine(at);
  }

  /** The one document of a part of the text, checked; an empty one where nothing stands there. */
  document({ start, end }: Part, reading: Reading): Yaml | YamlFault {
    const composer = new FirstErrorComposer(reading);
    let any = false;
    let begun = false;
    for (const token of this.tokens(start, end, reading)) {
      if ('code' in token) return token;
      if (token.type === 'error') return this.at(token.offset, syntaxFault(notExpected));
      if (reading === 'kubectl' && token.type === 'doc-end' && !begun) return this.at(token.offset, endOfNothing);
      if (token.type === 'document') {
        if (any) return this.at(token.offset, reading === 'kubectl' ? behindTheEnd : manyDocuments(this.bounds.of));
        any = true;
        begun = token.value !== undefined;
        const found = reading === 'kubectl' ? foreignSyntax(token) : undefined;
        if (found) return this.at(found.at, found.fault);
      }
      const error = composer.takes(token);
      if (error) return this.faultOf(error);
    }
    const document = composer.end(end);
    return 'contents' in document ? this.checked(document, reading) : this.faultOf(document);
  }

  at(offset: number, fault: Pick<YamlFault, 'code' | 'message'>): YamlFault {
    const { line, col } = this.lines.linePos(offset);
    return { ...fault, line: Math.max(1, line), column: Math.max(1, col) };
  }

  /** What the parser finds, until it nests too deep. */
  private *tokens(start: number, end: number, reading: Reading): Generator<CST.Token | YamlFault, undefined> {
    const { depth } = this.bounds;
    const parser = new Parser();
    parser.offset = start;
    let count = 0;
    // What stands before on the line, but for blanks.
    let before = '\n';
    // kubectl ends the last line, which counts in a block (`|`) there.
    const last = reading === 'kubectl' && this.text[end - 1] !== '\n' ? '\n' : '';
    for (const lexeme of new Lexer().lex(this.text.slice(start, end) + last)) {
      if (reading === 'kubectl' && isTabAfter(before, lexeme) && !parser.stack.some(isBracketed))
        yield this.at(parser.offset, unlikeValues.tab);
      if (!/^[ \t]+$/.test(lexeme) && lexeme !== documentMark) before = lexeme;
      for (const token of parser.next(lexeme)) {
        if (token.type === 'directive') {
          if (reading === 'kubectl') yield this.at(token.offset, directives.ofKubectl);
          if (++count > mostDirectives || token.source.length > longestDirective)
            yield this.at(token.offset, directives.tooMany);
        }
        yield token;
      }
      // The document itself and a value may be open beside the collections.
      if (parser.stack.length > depth + 1 && parser.stack.filter((token) => 'items' in token).length > depth)
        yield this.at(parser.offset, tooDeep(this.bounds));
    }
    yield* parser.end();
    return undefined;
  }

  private checked(document: Document.Parsed, reading: Reading): Yaml | YamlFault {
    const error = document.errors[0];
    if (error) return this.faultOf(error);
    const { text, lines, expansion } = this;
    const found = checkContents(document.contents, { reading, text, expansion, depth: this.bounds.depth });
    if (!('fault' in found)) {
      const { targets, differing } = found;
      return { text, document, lines, targets, differing, reading };
    }
    return this.refuses(found);
  }

  refuses({ at, fault }: { readonly at: number; readonly fault: Fault | 'too-deep' }): YamlFault {
    return this.at(at, fault === 'too-deep' ? tooDeep(this.bounds) : fault);
  }

  private faultOf(error: YAMLError): YamlFault {
    return this.at(error.pos[0], syntaxFault(inWords(error)));
  }
}

/**
 * Composes one document, and ends at its first error: the library goes on and makes an exception, with its trace, of each, which
 * takes a hundred times as long as reading. (If a later version reports errors in another way, they end up in the document.)
 */
class FirstErrorComposer {
  private readonly composer: Composer;
  private first: YAMLParseError | undefined;

  constructor(reading: Reading) {
    this.composer = new Composer({ ...options, schema: schemas[reading] });
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
    const found = this.orFirstError(() => [...this.composer.next(token)]);
    return found instanceof YAMLParseError ? found : undefined;
  }

  /** The document; an empty one at this offset if there was none. */
  end(offset: number): Document.Parsed | YAMLParseError {
    const found = this.orFirstError(() => [...this.composer.end(true, offset)]);
    return found instanceof YAMLParseError ? found : existing(found[0]);
  }

  private orFirstError<T>(work: () => T): T | YAMLParseError {
    try {
      return work();
    } catch (e) {
      if (this.first === undefined || e !== this.first) throw e;
      return this.first;
    }
  }
}
