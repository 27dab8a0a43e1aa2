import { printable, printableJson } from '@headrace/text';
import { toSafeYaml } from '@headrace/yaml';

/**
 * The only place that writes what a command says. All text may come from a file, an event, Flink or a cluster, so all of it goes through
 * `printable` or its like for data. It is the same whether a terminal reads it or a pipe: what is piped ends in a terminal too.
 */

/** A sentence on standard output. */
export const say = (sentence: string): void => console.log(printable(sentence));

/** A sentence on standard error. */
export const complain = (sentence: string): void => console.error(printable(sentence));

/** A whole text on standard output: tables, pictures, scripts. */
export const print = (text: string): void => void process.stdout.write(printable(text));

/** A value as JSON; on one line without `indent`. Characters that do not show are escapes of JSON. */
export const printAsJson = (value: unknown, indent?: number): void =>
  void process.stdout.write(`${printableJson(value, indent)}\n`);

/** A value as YAML. Texts with characters that do not show are in double quotes, with escapes of YAML. */
export const printAsYaml = (value: unknown): void => void process.stdout.write(toSafeYaml(value));
