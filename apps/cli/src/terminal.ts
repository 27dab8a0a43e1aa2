import { printable, printableJson } from '@headrace/text';
import { toSafeYaml } from '@headrace/yaml';

/**
 * The only place that writes the output of commands. All text may come from a file, an event, Flink or a cluster, so that all of it goes
 * through `printable`, or an equivalent for data. Output to a pipe is the same, since it may end up in a terminal too.
 */

/** Prints a message to standard output. */
export const say = (message: string): void => console.log(printable(message));

/** Prints a message to standard error. */
export const complain = (message: string): void => console.error(printable(message));

/** Prints a text to standard output as it is: tables, pictures, scripts. */
export const print = (text: string): void => void process.stdout.write(printable(text));

/** Prints a value as JSON, on one line without `indent`. Invisible characters are escaped. */
export const printAsJson = (value: unknown, indent?: number): void =>
  void process.stdout.write(`${printableJson(value, indent)}\n`);

/** Prints a value as YAML. Texts with invisible characters are in double quotes, with escapes. */
export const printAsYaml = (value: unknown): void => void process.stdout.write(toSafeYaml(value));
