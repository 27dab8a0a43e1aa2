import { expect, test } from 'vitest';
import { withKubeconfig } from '../testing/kubeconfig.ts';
import { Cluster } from './cluster.ts';

const server = 'https://127.0.0.1:6443';
const warningsOf = (cluster: object, user: object) =>
  withKubeconfig({ server, ...cluster }, user, (kubeconfig) => new Cluster({ kubeconfig }).warnings);

test('a credential plug-in is named before it runs, without its arguments', () => {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: '/opt/get-token', args: ['--secret=s3cret'] };
  expect(warningsOf({}, { exec })).toEqual([
    "To sign in as 'tester' (context 'test'), the program '/opt/get-token' that the kubeconfig names is run.",
  ]);
});

test.each(['gcp', 'azure'])('the program of the authentication provider %s is named too', (name) => {
  const config = { 'cmd-path': '/opt/login', 'cmd-args': 's3cret' };
  expect(warningsOf({}, { 'auth-provider': { name, config } })).toEqual([
    "To sign in as 'tester' (context 'test'), the program '/opt/login' that the kubeconfig names is run.",
  ]);
});

test('a cluster that is not verified is named', () => {
  expect(warningsOf({ 'insecure-skip-tls-verify': true }, { token: 'x' })).toEqual([
    `The cluster 'test' at ${server} is not verified (insecure-skip-tls-verify): whoever answers there is believed and gets your credentials.`,
  ]);
});

test('nothing is said where nothing runs and the cluster is verified', () => {
  expect(warningsOf({}, { token: 'x' })).toEqual([]);
});
