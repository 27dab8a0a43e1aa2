/** The file that generated policies are downloaded as, and read back from, so that explanations name its lines. */
export const generatedFile = 'network-policies.yaml';
