import { isScalar, type ScalarTag, Schema } from 'yaml';

/** What a scalar without quotes can stand for. */
export type PlainValue = string | number | boolean | null;

/**
 * What kubectl takes a scalar without quotes for. It reads YAML 1.1 with go.yaml.in/yaml/v2, whose rules these are: `yes`, `on` and `y`
 * are booleans, `0120` and `0o120` are octal, `0b101` is binary, `1_000` is a thousand; sexagesimals and timestamps are texts.
 * Source: https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go
 */
export function kubectlValue(text: string): PlainValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  // Behind a point, `_` may stand between digits alone; in front of it, anywhere.
  if (/^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/.test(text))
    return floatOf(text.replaceAll('_', '')) ?? text;
  if (!/^[-+0-9]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  return integerOf(digits) ?? floatOf(digits) ?? signedBinary(digits) ?? text;
}

/** What a reader of YAML 1.2 takes it for (the core schema). */
export function coreValue(text: string): PlainValue {
  const tag = coreTags.find(({ test }) => test?.test(text));
  if (!tag) return text;
  const value = tag.resolve(text, () => {}, {});
  const plain = isScalar(value) ? value.value : value;
  return isPlainValue(plain) ? plain : text;
}

const isPlainValue = (value: unknown): value is PlainValue =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/**
 * Texts that some reader of YAML takes for something else than a text when they stand without quotes: kubectl, a reader of YAML 1.2, or
 * one of the whole of YAML 1.1 (sexagesimals, timestamps, `=`, digits in groups). Those that look like numbers are taken in generously: a
 * quote too many does no harm.
 */
export const notSurelyText =
  /^(?:|~|=|<<|null|Null|NULL|[yY]|yes|Yes|YES|[nN]|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+._]*[0-9][-+0-9a-fA-FxXoOtTzZ_.,: \t]*)$/;

const coreTags = new Schema({ schema: 'core' }).tags.filter(
  (tag): tag is ScalarTag => tag.default === true && !tag.collection,
);

const all = (value: PlainValue, ...texts: string[]) => texts.map((text) => [text, value] as const);

const words = new Map<string, PlainValue>([
  ...all(true, 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'),
  ...all(false, 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'),
  ...all(null, '', '~', 'null', 'Null', 'NULL'),
  ...all(Number.NaN, '.nan', '.NaN', '.NAN'),
  ...all(Number.POSITIVE_INFINITY, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'),
  ...all(Number.NEGATIVE_INFINITY, '-.inf', '-.Inf', '-.INF'),
]);

/** Whether kubectl takes it for a whole number that every program can hold: those alone are keys of one text. */
export const isSafeInteger = (text: string): boolean => {
  const value = integerOf(text.replaceAll('_', ''));
  return value !== undefined && Number.isSafeInteger(value);
};

const most = 2n ** 63n;

/** As Go's `strconv.ParseInt(…, 0, 64)`, and `ParseUint` where that has no room. */
function integerOf(text: string): number | undefined {
  const [, sign = '', hex, octal, binary, decimal] =
    /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|(0|[1-9][0-9]*))$/.exec(text) ?? [];
  const written = decimal ?? prefixed('0x', hex) ?? prefixed('0o', octal) ?? prefixed('0b', binary);
  // Longer than 2^64 is in binary: a large number takes more time than its length.
  if (written === undefined || written.length > 67) return undefined;
  const size = BigInt(written);
  const fits = size < most || (sign === '-' && size === most) || (sign === '' && size < 2n * most);
  return fits ? Number(sign === '-' ? -size : size) : undefined;
}

const prefixed = (prefix: string, digits: string | undefined): string | undefined =>
  digits === undefined ? undefined : `${prefix}0${digits.replace(/^0+/, '')}`;

/** One that is too large for a number is a text. */
function floatOf(text: string): number | undefined {
  if (!/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Behind `0b` the reader of Go takes a sign. */
function signedBinary(text: string): number | undefined {
  const [, sign, digits] = /^0b([-+])([01]+)$/.exec(text) ?? [];
  return digits === undefined ? undefined : integerOf(`${sign}0b${digits}`);
}
