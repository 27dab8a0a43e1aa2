import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** How clients sign in to a cluster, by SCRAM-SHA-512. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const File = z.array(z.strictObject({ servers: z.string(), username: z.string(), password: z.string() }));

/**
 * Reads the file of credentials. They belong to bootstrap servers and not to connections: whoever changes the address of a
 * connection does not get what belongs to another.
 * @param file JSON, a list of `{servers, username, password}`; without it nobody signs in anywhere
 */
export function readCredentials(file: string | undefined): (servers: string) => Credentials | undefined {
  if (file === undefined) return () => undefined;
  const all = new Map(readCredentialsFile(file).map(({ servers, ...credentials }) => [servers, credentials]));
  return (servers) => all.get(servers);
}

/** All that a file of credentials holds. What is wrong with one is said without what stands in it. */
export function readCredentialsFile(file: string): readonly z.infer<typeof File>[number][] {
  try {
    return File.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new Error(`${file} cannot be read as a JSON list of {servers, username, password}.`);
  }
}
