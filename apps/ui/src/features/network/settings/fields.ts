/** The labels of the text fields, in the form and in messages about them. */
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
