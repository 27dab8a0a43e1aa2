import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knowSecret, knowSecretsOf, redact, redactData, redacted } from './redact.ts';

const canary = 'c4nary,Pa ss}w0rd';

describe('values of secret names', () => {
  test.each([
    `password=${canary}`,
    `sasl.password = ${canary}`,
    `Invalid value for configuration ssl.keystore.password: ${canary}`,
    `{"a": 1, "client-secret": "${canary}", "b": 2}`,
    `{\\"apiKey\\":\\"${canary}\\",\\"b\\":2}`,
    `'properties.sasl.jaas.config' = '${canary}'`,
    `'properties.ssl.key.password'='it''s ${canary}', 'b'='2'`,
    `password: ${canary}\nuser: b`,
    `password: |${canary}`,
    `password: |-\n    ${canary}\n\n    ${canary}\nuser: b`,
    `password: > # folded\n  ${canary}\n`,
    `password: c4nary\n  w0rd\nuser: b`,
    `- name: local\n  password: |\n    ${canary}\n    ${canary}\n  user: b`,
    `password: "${canary} \\" ${canary}"`,
    `Authorization: Basic ${canary}`,
    `x-api-key: ${canary}`,
    `cookie: session=${canary}`,
    `https://host/path?access_token=${canary}&x=1`,
    `password%3D${canary}`,
    `fs.azure.account.key.store: ${canary}`,
    `basic.auth.user.info=${canary}`,
  ])('%s', (text) => {
    expect(redact(text)).toContain(redacted);
    for (const part of ['c4nary', 'w0rd']) expect(redact(text)).not.toContain(part);
  });

  test('what stands around stays', () => {
    expect(redact('{"user": "a", "password": "b", "port": 9092}')).toBe(
      `{"user": "a", "password": ${redacted}, "port": 9092}`,
    );
    expect(redact("'a'='1'\n'properties.sasl.password'='x''y'\n'b'='2'")).toBe(
      `'a'='1'\n'properties.sasl.password'=${redacted}\n'b'='2'`,
    );
  });
});

test.each([
  ['userinfo of a URL', 'at jdbc:postgresql://app:c4nary@db:5432/x', 'at jdbc:postgresql://[redacted]@db:5432/x'],
  ['a token alone in a URL', 'https://c4nary@host/', 'https://[redacted]@host/'],
  ['a password with an @', 'redis://a:c4nary@b@host', 'redis://[redacted]@host'],
  [
    'JAAS text',
    'org.apache.kafka.common.security.plain.PlainLoginModule required username="a" pass="c4nary";',
    'org.apache.kafka.common.security.plain.PlainLoginModule required [redacted]',
  ],
  ['an Authorization header by its scheme', 'sent Bearer c4nary-1234567', 'sent Bearer [redacted]'],
  ['a private key', 'a\n-----BEGIN RSA PRIVATE KEY-----\nc4nary\n-----END RSA PRIVATE KEY-----\nb', 'a\n[redacted]\nb'],
  ['a private key that was cut', '-----BEGIN PRIVATE KEY-----\nc4nary', '[redacted]'],
  ['a JSON web token', 'with eyJhbGciOiJIUzI1NiJ9.c4nary.sig', 'with [redacted]'],
])('%s', (_, text, clean) => expect(redact(text)).toBe(clean));

test.each([
  'There is no topic ORDERS on 127.0.0.1:9092: create it or choose another.',
  "Column 'price' not found in any table",
  'Kafka refused the credentials of the connection. An administrator must renew them.',
  'The basic checks passed, and the bearer of this message waits.',
  'http://127.0.0.1:8083/v4/info',
  "Unrecognized token 'not': was expecting a JSON value",
])('%s stays as it is', (text) => expect(redact(text)).toBe(text));

test('a known secret is left out wherever and however it stands', () => {
  const secret = 'nøt/a word"7';
  knowSecret(secret);
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ];
  for (const form of forms) expect(redact(`a ${form} b`)).toBe(`a ${redacted} b`);
});

test('values of the environment whose names say so are known', () => {
  knowSecretsOf({
    DB_PASS: 'env-c4nary',
    TOKENS_AT_ONCE: 'true',
    HEADRACE_DATA: '/var/headrace',
    EMPTY_TOKEN: '',
    KAFKA_SECRET: undefined,
  });
  expect(redact('it is true: at /var/headrace with env-c4nary')).toBe(`it is true: at /var/headrace with ${redacted}`);
});

test('data loses what stands under a secret name, and keeps the rest', () => {
  const data = { a: [{ password: { deep: 'c4nary' } }], err: { message: 'password=c4nary' }, ok: 1, secret: null };
  expect(redactData(data)).toEqual({
    a: [{ password: redacted }],
    err: { message: `password=${redacted}` },
    ok: 1,
    secret: null,
  });
});

test('a secret of any characters is left out of each way to write it', () => {
  const inside = fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).filter((text) => !text.includes('\n'));
  const written: Readonly<Record<string, (secret: string) => string>> = {
    properties: (s) => `a=1\nsasl.password=${s}\nb=2`,
    json: (s) => JSON.stringify({ a: 1, clientSecret: s, b: '2' }),
    'json in json': (s) => JSON.stringify(JSON.stringify({ a: 1, 'api-key': s, b: '2' })),
    sql: (s) => `WITH ('a' = '1', 'properties.ssl.key.password' = '${s.replaceAll("'", "''")}', 'b' = '2')`,
    'map of Java': (s) => `{a=1, sasl.jaas.config=${s}, b=2}`,
    'message of Kafka': (s) => `Invalid value ${JSON.stringify('x')} for ssl.keystore.password: ${s}`,
    query: (s) => `GET /x?access_token=${encodeURIComponent(s)}&b=2`,
    url: (s) => `jdbc:postgresql://app:${encodeURIComponent(s)}@db:5432/x`,
    header: (s) => `> Authorization: ${s}`,
    jaas: (s) => `a.b.PlainLoginModule required username="a" password=${JSON.stringify(s)};`,
  };
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(written)), inside, (way, middle) => {
      // Marks at both ends show also where only a part of it is left.
      const text = redact(written[way]?.(`Xc4nary${middle}Xw0rd`) ?? '');
      expect(text, way).not.toMatch(/c4nary|w0rd/);
    }),
    { numRuns: 3000 },
  );
});
