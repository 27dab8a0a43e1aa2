/** What stands where a secret stood. */
export const redacted = '[redacted]';

/**
 * Names of what is secret, in configurations of Kafka, Flink, databases and clouds, in HTTP headers and in URLs.
 * Source: Kafka's and Flink's lists of sensitive keys (`GlobalConfiguration.SENSITIVE_KEYS` has password, secret,
 * fs.azure.account.key, apikey, api-key, auth-params, service-key, token, basic-auth, jaas.config, http-headers).
 */
const secretName =
  /passw(?:or)?d|passphrase|(?<![a-z])(?:pwd|pass)(?![a-z])|secret|token|credential|(?:api|access|account|private|service|signing|encryption)[-_. ]?key|jaas|authorization|cookie|auth[-_.]params|basic[-_.]?auth|http[-_.]headers|user[-_.]?info/i;

/** A name, quoted or not, and what gives it a value: `"a.b": `, `a.b=`, `'a.b' = `, `a%3D`; quotes may be escaped. */
const assignment = /(?<![\w.-])([\w.-]+)\\*["'`]?[ \t]*(?:[:=]|%3[AaDd])[ \t]*/g;

/** Secrets that tell themselves by how they look, wherever they stand. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // bounded: a key without an end takes the rest of the text, so each character is looked at once.
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, redacted],
  [/(LoginModule\s+(?:required|requisite|sufficient|optional))[^\n]*/gi, `$1 ${redacted}`],
  // Userinfo of a URL (RFC 3986, section 3.2.1). It may hold an unescaped @ where people wrote it.
  [/([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#"<>]*@/gi, `$1${redacted}@`],
  [/\b(basic|bearer|digest|negotiate|token|apikey)\s+(?=[\w~+/.=-]*[\d+/=_-])[\w~+/.=-]{6,}/gi, `$1 ${redacted}`],
  [/(?<![\w-])eyJ[\w-]{6,}\.[\w-]+\.?[\w-]*/g, redacted],
  [/\b(?:AKIA|ASIA)[A-Z\d]{16}\b|\b(?:gh[opsur]|github_pat|glpat|xox[abprs]|sk)[-_][\w-]{16,}/g, redacted],
];

/** Values that are known to be secret, in each form in which they may turn up; the longest first. */
let known: readonly string[] = [];

/** Shorter ones would take words out of sentences. */
const shortest = 4;

/**
 * Makes a secret known to this process: from then on it is left out of every text, whatever stands around it. Also in
 * base64, in a URL, and in JSON.
 */
export function knowSecret(value: string): void {
  if (value.length < shortest) return;
  const base64 = Buffer.from(value).toString('base64');
  const forms = [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    base64,
    base64.replace(/=+$/, ''),
  ];
  known = [...new Set([...known, ...forms])].sort((a, b) => b.length - a.length);
}

/**
 * Makes known what stands under names that say that it is secret in an environment. Short values are left out: `TOKENS=true`
 * is no secret, and a word.
 */
export function knowSecretsOf(environment: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ''] of Object.entries(environment))
    if (isSecretName(name) && value.length >= 8) knowSecret(value);
}

/** Whether a name says that its value is secret: `ssl.keystore.password`, `Authorization`. */
export const isSecretName = (name: string): boolean => secretName.test(name);

/**
 * A text without secrets: for logs, answers and stores. Errors of Kafka, Flink and drivers quote the configuration that
 * they failed with. Hides values that are known, values of names that say so, and what looks like a secret.
 */
export function redact(text: string): string {
  let out = text;
  for (const secret of known) out = out.replaceAll(secret, redacted);
  for (const [shape, instead] of shapes) out = out.replace(shape, instead);
  return withoutNamedValues(out);
}

function withoutNamedValues(text: string): string {
  let out = '';
  let end = 0;
  for (const match of text.matchAll(assignment)) {
    if (match.index < end || !isSecretName(match[1] ?? '')) continue;
    const start = match.index + match[0].length;
    const past = endOfValue(text, start);
    if (past === start) continue;
    out += text.slice(end, start) + redacted;
    end = past;
  }
  return out + text.slice(end);
}

/**
 * Where a value ends. A quoted one at its quote, which is doubled in SQL and escaped elsewhere; a block of YAML with its
 * lines; any other at the end of its line, since nobody can tell what a password consists of.
 */
function endOfValue(text: string, start: number): number {
  const opening = /^\\*["'`]/.exec(text.slice(start, start + 20))?.[0];
  if (opening !== undefined) {
    const end = endOfQuoted(text, start + opening.length, opening);
    // What goes on right after the quote began with a quote of its own.
    if (end === text.length || afterQuoted.test(text[end] ?? '')) return end;
  }
  const rest = text.slice(start);
  return start + (block.exec(rest)?.[0] ?? lines.exec(rest)?.[0] ?? '').length;
}

const afterQuoted = /[\s,;:=&|)\]}"'`\\<>]/;

/** A block of YAML: its indicator, then lines that are indented or empty. */
const block = /^[|>][-+\d]*[ \t]*(?:#[^\n]*)?(?=\r?\n|$)(?:\r?\n(?:[ \t][^\n]*)?(?=\r?\n|$))*/;

/** The rest of a line, and lines that go on with it in YAML: indented by spaces, and without a name. */
const lines = /^[^\n]*(?:\n +[^\n:=]*(?=\n|$))*/;

function endOfQuoted(text: string, from: number, quote: string): number {
  for (let at = from; ; ) {
    const close = text.indexOf(quote, at);
    if (close < 0) return text.length;
    const past = close + quote.length;
    if (quote.length === 1 && text.startsWith(quote, past)) at = past + 1;
    else if (text[close - 1] === '\\') at = past;
    else return past;
  }
}

/**
 * The same for data: texts anywhere in it, and everything under a name that says that it is secret. Errors become their
 * messages and stacks. What is nested deeper than 20 levels is left out.
 */
export function redactData(data: unknown, depth = 0): unknown {
  if (typeof data === 'string') return redact(data);
  if (typeof data !== 'object' || data === null) return data;
  if (depth > 20) return '[too deep]';
  if (Array.isArray(data)) return data.map((item) => redactData(item, depth + 1));
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      redact(name),
      isSecretName(name) && value !== null && value !== '' ? redacted : redactData(value, depth + 1),
    ]),
  );
}
