import type { Component } from './component.ts';

/** Our own components. */
export const headrace = {
  gateway: {
    purpose: 'the one address that people open',
    listens: [
      {
        name: 'https',
        port: 8443,
        protocols: ['TCP'],
        callers: ['anyone'],
        reason: 'access to the user interface',
        without: 'nobody can open the user interface',
      },
    ],
  },
  ui: {
    purpose: 'the browser app',
    listens: [
      {
        name: 'ui',
        port: 3000,
        protocols: ['TCP'],
        callers: ['gateway'],
        reason: 'pages and scripts of the user interface',
        route: '/',
        without: 'the page stays empty',
      },
    ],
  },
  backend: {
    purpose: 'flows, runs, previews and diagnostics',
    listens: [
      {
        name: 'api',
        port: 8888,
        protocols: ['TCP'],
        callers: ['gateway'],
        reason: 'the API of flows and runs',
        route: '/api',
        without: 'flows cannot be opened, saved or run',
      },
    ],
  },
  'kafka-admin': {
    purpose: 'topics, messages and schemas of the Kafka clusters',
    listens: [
      {
        name: 'kafka-admin',
        port: 7000,
        protocols: ['TCP'],
        callers: ['gateway', 'backend'],
        reason: 'Kafka administration',
        route: '/kafka',
        without: 'no topic can be chosen and no schema is found',
      },
    ],
  },
  samples: { purpose: 'the generator of sample events', listens: [] },
  operator: {
    purpose: 'installs and watches over EventProcessing, Connection and Flow resources',
    listens: [
      {
        name: 'webhook',
        port: 8443,
        protocols: ['TCP'],
        callers: ['anyone'],
        reason: 'validating webhook; the API server calls it from the network of its node, which no pod selector finds',
        without: 'no resource of ours can be created or changed',
      },
    ],
  },
} as const satisfies Record<string, Component>;
