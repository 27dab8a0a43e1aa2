/** What reading a namespace needs, as the documentation says it. */
const reading = `
  - {apiGroups: [""], resources: [namespaces], verbs: [get]}
  - {apiGroups: [""], resources: [pods, services, replicationcontrollers], verbs: [list]}
  - {apiGroups: [apps], resources: [deployments, statefulsets, daemonsets, replicasets], verbs: [list]}
  - {apiGroups: [batch], resources: [cronjobs, jobs], verbs: [list]}
  - {apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [list]}
  - {apiGroups: [flink.apache.org], resources: [flinkdeployments, flinkbluegreendeployments], verbs: [list]}`;

/** What reading routes to Services needs more, a rule each. */
export const readingRoutes = [
  '{apiGroups: [networking.k8s.io], resources: [ingresses], verbs: [list]}',
  '{apiGroups: [gateway.networking.k8s.io], resources: [httproutes, grpcroutes, tlsroutes, tcproutes, udproutes], verbs: [list]}',
  '{apiGroups: [route.openshift.io], resources: [routes], verbs: [list]}',
] as const;

/** Lets the user `reader` read a namespace, and do what further rules of a Role say. */
export const readerOf = (namespace: string, ...more: readonly string[]): string => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: ${namespace}}
rules:${reading}${more.map((rule) => `\n  - ${rule}`).join('')}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: ${namespace}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: reader}]
`;
