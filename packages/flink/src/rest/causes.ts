/** One exception of a chain as Java prints it. */
export interface Cause {
  /** Full class name. */
  readonly type: string;
  /** May have several lines; empty where the exception has none. */
  readonly message: string;
}

/** A message may quote an event or an expression of any length; what is said of it stands at its beginning. */
const longestMessage = 20_000;

const wrapper = /^<Exception on server side:\n|\nEnd of exception on server side>$/g;
// bounded: a dot ends each part, so there is one way to match.
const head = /^(?:Caused by: )?((?:[\w$]+\.)+[\w$]+)(?:: ([\s\S]*))?$/;

/**
 * Takes a Java stack trace apart.
 * @param trace text as printed by `Throwable.printStackTrace` or wrapped by Flink's REST servers
 * @returns the exceptions from the outermost to the deepest cause; empty when the text is no stack trace
 */
export function causes(trace: string): Cause[] {
  const found: Cause[] = [];
  let block: string[] = [];
  const close = () => {
    const match = head.exec(block.join('\n').trim());
    if (match)
      found.push({
        type: match[1] ?? '',
        message: repeated(match[1] ?? '', (match[2] ?? '').slice(0, longestMessage)),
      });
    block = [];
  };
  let inFrames = false;
  for (const line of trace.replace(wrapper, '').split('\n')) {
    const frame = /^\s+(?:at |\.\.\. \d+ more|Suppressed: )/.test(line);
    if (frame) {
      if (!inFrames) close();
      inFrames = true;
      continue;
    }
    if (line.startsWith('Caused by: ')) {
      close();
      inFrames = false;
    }
    if (!inFrames) block.push(line);
  }
  close();
  return found;
}

/** Wrappers print `Outer: a.b.Inner: text`: only the text is said. */
function repeated(type: string, message: string): string {
  const inner = /^((?:[a-z][\w$]*\.)+[A-Z][\w$]*): ([\s\S]*)$/.exec(message);
  return inner ? repeated(type, inner[2] ?? '') : message.trim();
}

/**
 * The words of a trace that help a person: the deepest cause that says where (`From line 2, …`, `at line 2, …`), else the
 * deepest with a message at all.
 */
export function reasonOf(trace: string): string {
  const all = causes(trace);
  const said = all.filter((c) => c.message !== '' && c.message !== 'null');
  const placed = said.findLast((c) => /\bline \d+, column \d+/.test(c.message));
  const deepest = placed ?? said.at(-1);
  if (deepest) return firstParagraph(deepest.message);
  const last = all.at(-1);
  return last ? shortName(last.type) : firstParagraph(trace.trim()) || 'no reason given';
}

export function shortName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

/** Lists of options or of expected tokens may follow; the first lines say what is wrong. */
function firstParagraph(message: string): string {
  return message.split('\n\n')[0]?.trim() ?? '';
}
