/** How the fields that are typed into are called, in the form and wherever one is found fault with. */
export const fieldLabels = {
  namespace: 'Namespace of Flink and Event Processing',
  flinkOperatorNamespace: 'Namespace of the Flink operator',
  metricsPort: 'Metrics port',
  scraperLabel: 'Label of the scraper',
  scraperNamespace: 'Namespace of the scraper',
  kubernetesApi: 'Addresses of the API server',
} as const;

/** A setting that is typed. */
export type TypedSetting = keyof typeof fieldLabels;
