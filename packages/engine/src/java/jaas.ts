import { rmSync, writeFileSync } from 'node:fs';
import type { Credentials } from '@headrace/kafka';

/** Who signs in to Kafka: a section of a JAAS file, and the package of the copy of the client that reads it. */
export interface Jaas {
  readonly section: 'KafkaClient' | 'KafkaServer';
  readonly kafka: string;
}

/**
 * Writes the JAAS file with which a JVM signs in to Kafka, for its owner only, so that the password stands in no property of a
 * client, table or broker. Without credentials there is no such file.
 * Source: https://kafka.apache.org/documentation/#security_sasl_scram
 * @returns the flags that name the file and allow its login module; they come after `kafkaClientFlags`, which allow none
 */
export function jaasFlags(file: string, { section, kafka }: Jaas, credentials: Credentials | undefined): string[] {
  rmSync(file, { force: true });
  if (credentials === undefined) return [];
  const { username, password } = credentials;
  const module = `${kafka}.common.security.scram.ScramLoginModule`;
  const text = `${section} {\n  ${module} required\n  username=${JSON.stringify(username)}\n  password=${JSON.stringify(password)};\n};\n`;
  writeFileSync(file, text, { mode: 0o600 });
  return [`-Djava.security.auth.login.config=${file}`, `-D${kafka}.allowed.login.modules=${module}`];
}
