/** What is wrong with a pattern, as the end of a sentence, and where: offsets into it, end exclusive. */
export interface PatternFault {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** How often each letter may stand in a row: `max`, or the counts that are right. */
const letters: Readonly<Record<string, number | readonly number[]>> = {
  ...Object.fromEntries([...'dhHkKmsw'].map((letter) => [letter, 2])),
  ...Object.fromEntries([...'MLQqEeG'].map((letter) => [letter, 5])),
  ...Object.fromEntries([...'yugAnN'].map((letter) => [letter, 19])),
  ...{ a: 1, F: 1, W: 1, D: 3, S: 9, z: 4, Z: 5, X: 5, x: 5, Y: Number.POSITIVE_INFINITY },
  ...{ c: [1, 3, 4, 5], V: [2], v: [1, 4], O: [1, 4], B: [1, 4, 5] },
};

/**
 * What Java's `DateTimeFormatter.ofPattern` does not take in a pattern; undefined where it takes it.
 * Source: DateTimeFormatterBuilder.parsePattern of JDK 17. The suite `sql` compares the two.
 */
export function timePatternFault(pattern: string): PatternFault | undefined {
  let optional = 0;
  for (let at = 0; at < pattern.length; ) {
    const sign = pattern.charAt(at);
    if (isLetter(sign)) {
      const run = letterRun(pattern, at);
      if ('message' in run) return run;
      at = run.end;
    } else if (sign === "'") {
      const end = literalEnd(pattern, at);
      if (end === undefined)
        return { message: "the text that begins with ' has no end", start: at, end: pattern.length };
      at = end;
    } else {
      if (sign === '[') optional++;
      if (sign === ']' && --optional < 0) return { message: 'the ] closes nothing', start: at, end: at + 1 };
      if ('{}#'.includes(sign)) return { message: `${sign} has no meaning; write '${sign}'`, start: at, end: at + 1 };
      at++;
    }
  }
  return undefined;
}

const isLetter = (sign: string | undefined): boolean => sign !== undefined && /^[A-Za-z]$/.test(sign);

function sameLetters(pattern: string, start: number): number {
  let end = start + 1;
  while (pattern[end] === pattern[start]) end++;
  return end;
}

/** Equal letters in a row, with the padding `ppp` that may stand before them. */
function letterRun(pattern: string, start: number): { readonly end: number } | PatternFault {
  let [from, end] = [start, sameLetters(pattern, start)];
  if (pattern[from] === 'p') {
    if (!isLetter(pattern[end])) return { message: 'p pads the letter behind it, and there is none', start, end };
    from = end;
    end = sameLetters(pattern, from);
  }
  const letter = pattern.charAt(from);
  const allowed = Object.hasOwn(letters, letter) ? letters[letter] : undefined;
  if (allowed === undefined)
    return {
      message: `${letter} has no meaning; a text stands in apostrophes: '${pattern.slice(from, end)}'`,
      start: from,
      end,
    };
  const count = end - from;
  const isRight = typeof allowed === 'number' ? count <= allowed : allowed.includes(count);
  if (isRight) return { end };
  const most = typeof allowed === 'number' ? `at most ${allowed}` : allowed.join(' or ');
  return { message: `${letter} may stand ${most} times in a row`, start: from, end };
}

/** The offset after the closing apostrophe; two in a row stand for one. */
function literalEnd(pattern: string, open: number): number | undefined {
  for (let at = pattern.indexOf("'", open + 1); at >= 0; at = pattern.indexOf("'", at + 2))
    if (pattern[at + 1] !== "'") return at + 1;
  return undefined;
}

/**
 * What Java's `SimpleDateFormat` does not take in a pattern, which Flink uses for UNIX_TIMESTAMP, FROM_UNIXTIME and TO_DATE.
 * Source: SimpleDateFormat.compile of JDK 17
 */
export function dateFormatFault(pattern: string): PatternFault | undefined {
  for (let at = 0; at < pattern.length; ) {
    const sign = pattern.charAt(at);
    if (sign === "'") {
      const end = literalEnd(pattern, at);
      if (end === undefined)
        return { message: "the text that begins with ' has no end", start: at, end: pattern.length };
      at = end;
      continue;
    }
    const end = sameLetters(pattern, at);
    if (isLetter(sign) && !'GyMwWDdFEuaHkKhmsSzZXLY'.includes(sign))
      return { message: `${sign} has no meaning; a text stands in apostrophes`, start: at, end };
    if (sign === 'X' && end - at > 3) return { message: 'X may stand at most 3 times in a row', start: at, end };
    at = end;
  }
  return undefined;
}
