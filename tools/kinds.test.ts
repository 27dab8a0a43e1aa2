import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './run.ts';

/** What may know Kafka: the parts that are about it, and the local broker. Everything else goes by data of kinds and node types. */
const mayKnow =
  /^packages\/(kafka|engine|topology|netpol)\/|^packages\/connections\/src\/kafka\/|^packages\/nodes\/src\/(kafka-[a-z]+|shared\/kafka-[a-z]+\.ts|testing)|^apps\/(kafka-admin|samples)\/|^apps\/cli\/src\/up\//;

/** Which files are held to this: what runs, without tests and what helps them. */
const files = globSync('{packages,apps}/*/src/**/*.{ts,tsx}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.test\.tsx?$|\/testing(\/|\.ts$)/.test(file) && !mayKnow.test(file));

const signs: readonly (readonly [string, RegExp])[] = [
  ['the word of the kind', /(['"`])(upsert-)?kafka\1/],
  ['an option of its connector', /(['"`])(scan\.|sink\.|properties\.|value\.format|key\.format)/],
  ['a setting of its connections', /\bbootstrapServers\b/],
  ['a field of its nodes', /\bconfig(\?\.|\.)?(\.|\[['"])?(connection|topic|columns)\b/],
];

/** Where else `kafka` is a word of its own: the component of the topology that needs credentials. */
const apart: Readonly<Record<string, string>> = {
  'packages/http/src/environment/environment.ts': 'the word of the kind',
};

/** The lines of a text that know Kafka, by what they know. */
const found = (text: string): [string, string][] =>
  text
    .split('\n')
    .filter((line) => !/^\s*(\*|\/\*|\/\/)/.test(line))
    .flatMap((line) =>
      signs.flatMap(([what, sign]) => (sign.test(line) ? [[what, line.trim()] as [string, string]] : [])),
    );

test('nothing beside its own folders knows one kind of connection', () => {
  expect(files.length).toBeGreaterThan(500);
  const all = files.flatMap((file) =>
    found(readFileSync(join(root, file), 'utf8'))
      .filter(([what]) => apart[file] !== what)
      .map(([what, line]) => `${file}: ${what}: ${line}`),
  );
  expect(all).toEqual([]);
});

describe('finds', () => {
  test.each([
    ["if (connection.kind === 'kafka') return;"],
    ["connector: 'upsert-kafka',"],
    ["'scan.startup.mode': 'latest-offset',"],
    ['const { bootstrapServers } = connection;'],
    ['const topic = form.config.topic;'],
    ["config['connection']"],
  ])('%s', (line) => expect(found(line)).toHaveLength(1));

  test('no comment and no other word', () => {
    expect(found("// the kind 'kafka'\nfetch('kafka-admin');\nproblem('kafka/refused');")).toEqual([]);
  });
});
