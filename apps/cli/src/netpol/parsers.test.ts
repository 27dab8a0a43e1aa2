import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import {
  apiAddress,
  imageByDigest,
  label,
  namespace,
  namespaces,
  port,
  protocol,
  restCaller,
  seconds,
  several,
} from './parsers.ts';

const digest = `sha256:${'0'.repeat(64)}`;

describe.each<[name: string, parse: (text: string) => unknown, good: [string, unknown][], bad: string[]]>([
  [
    'port',
    port,
    [
      ['1', 1],
      ['65535', 65_535],
      ['0080', 80],
    ],
    ['0', '65536', '-1', '1.5', '1e3', '0x10', ' 80', 'http', '', '100000'],
  ],
  [
    'protocol',
    protocol,
    [
      ['tcp', 'TCP'],
      ['Udp', 'UDP'],
      ['SCTP', 'SCTP'],
    ],
    ['icmp', '', 'TCP '],
  ],
  [
    'label',
    label,
    [['app=prometheus', { key: 'app', value: 'prometheus' }]],
    ['prometheus', '=x', 'a=b=c', 'a b=c', ''],
  ],
  [
    'namespace',
    namespace,
    [
      ['a', 'a'],
      ['x'.repeat(63), 'x'.repeat(63)],
    ],
    ['', 'A', '-a', 'a-', 'a.b', 'a_b', 'x'.repeat(64)],
  ],
  [
    'number of seconds',
    seconds,
    [
      ['1', 1],
      ['60', 60],
    ],
    ['0', '61', '1.5', '-1', '100', 's', ''],
  ],
  [
    'image by its digest',
    imageByDigest,
    [[`registry.example:5000/a/b@${digest}`, `registry.example:5000/a/b@${digest}`]],
    ['busybox', 'busybox:1', 'busybox@sha256:00', `busybox:1 @${digest}`, `@${digest}`, `${'x'.repeat(500)}@${digest}`],
  ],
])('%s', (_, parse, good, bad) => {
  test.each(good)('is read from %j', (text, value) => {
    expect(parse(text)).toEqual(value);
  });

  test.each(bad)('is not read from %j', (text) => {
    expect(() => parse(text)).toThrow(InvalidArgumentError);
    expect(() => parse(text)).toThrow(/[A-Za-z].*\.$|says it\.$/);
  });
});

describe('options that may be given several times', () => {
  test('gather namespaces, each once and in order', () => {
    expect(['b', 'a', 'b'].reduce<readonly string[]>((before, text) => namespaces(text, before), [])).toEqual([
      'b',
      'a',
    ]);
  });

  test('gather addresses of the API server', () => {
    const texts = ['10.96.0.1', '192.168.1.10:16443', '[fd00::1]:16443'];
    expect(texts.reduce<readonly string[]>((before, text) => apiAddress(text, before), [])).toEqual(texts);
    for (const text of ['kubernetes.default', '10.96.0.1:', '10.96.0.1:0', 'fd00::1:x', ''])
      expect(() => apiAddress(text)).toThrow(InvalidArgumentError);
  });

  test('gather callers of the REST API: namespaces, and blocks', () => {
    expect(restCaller('10.0.0.0/8', restCaller('ingress-nginx'))).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }, podSelector: {} },
      { ipBlock: { cidr: '10.0.0.0/8' } },
    ]);
    for (const text of ['A', '10.0.0.0/33', '']) expect(() => restCaller(text)).toThrow(InvalidArgumentError);
  });

  test('gather values of any other kind', () => {
    const ports = several(port);
    expect(ports('81', ports('80', []))).toEqual([80, 81]);
    expect(() => ports('x', [])).toThrow(InvalidArgumentError);
  });
});
