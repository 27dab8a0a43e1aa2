/** What an object of a kind that is not read does to the connections of pods. */
export type Effect = 'decides' | 'makes pods' | 'makes pods and policies' | 'moves traffic' | 'gives networks';

/** What is left out of an answer when objects of a kind with this effect are not read. */
export const leftOutBy: Readonly<Record<Effect, string>> = {
  decides: 'what it allows and denies is not counted',
  'makes pods': 'the pods that it makes are not counted',
  'makes pods and policies': 'the pods and the policies that it makes are not counted',
  'moves traffic': 'the addresses and paths that it gives to connections are not counted',
  'gives networks': 'the networks that it gives to pods beside or instead of their own are not counted',
};

type Kinds = Readonly<Record<string, Effect>>;
const all = (effect: Effect, ...kinds: readonly string[]): Kinds => Object.fromEntries(kinds.map((k) => [k, effect]));

/**
 * Kinds that decide who reaches whom, or make pods, by the group of their API. Each is one of a project's own documentation:
 * https://network-policy-api.sigs.k8s.io, https://docs.cilium.io/en/stable/network/kubernetes/policy,
 * https://docs.tigera.io/calico/latest/reference/resources, https://antrea.io/docs, https://istio.io/latest/docs/reference/config,
 * https://linkerd.io/2/reference/authorization-policy, https://ovn-kubernetes.io/api-reference,
 * https://kubevirt.io/api-reference, https://strimzi.io/docs/operators/latest/configuring, https://prometheus-operator.dev/docs/api-reference
 */
const deciding: Readonly<Record<string, Kinds>> = {
  'policy.networking.k8s.io': all(
    'decides',
    'AdminNetworkPolicy',
    'BaselineAdminNetworkPolicy',
    'ClusterNetworkPolicy',
  ),
  'cilium.io': {
    ...all('decides', 'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'CiliumCIDRGroup'),
    ...all('moves traffic', 'CiliumEgressGatewayPolicy', 'CiliumLocalRedirectPolicy', 'CiliumEnvoyConfig'),
    ...all('moves traffic', 'CiliumClusterwideEnvoyConfig'),
  },
  'projectcalico.org': {
    ...all('decides', 'NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'),
    ...all(
      'decides',
      'StagedKubernetesNetworkPolicy',
      'HostEndpoint',
      'NetworkSet',
      'GlobalNetworkSet',
      'Tier',
      'Profile',
    ),
    ...all('moves traffic', 'EgressGatewayPolicy', 'IPPool', 'ExternalNetwork'),
  },
  'crd.projectcalico.org': {
    ...all('decides', 'NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'),
    ...all('decides', 'StagedKubernetesNetworkPolicy', 'HostEndpoint', 'NetworkSet', 'GlobalNetworkSet', 'Tier'),
    ...all('moves traffic', 'IPPool'),
  },
  'crd.antrea.io': {
    ...all('decides', 'NetworkPolicy', 'ClusterNetworkPolicy', 'Tier', 'ClusterGroup', 'Group', 'ExternalNode'),
    ...all('moves traffic', 'Egress', 'TrafficControl'),
  },
  'k8s.ovn.org': {
    ...all('decides', 'EgressFirewall'),
    ...all('moves traffic', 'EgressIP', 'EgressQoS', 'EgressService', 'AdminPolicyBasedExternalRoute'),
    ...all(
      'gives networks',
      'UserDefinedNetwork',
      'ClusterUserDefinedNetwork',
      'ClusterNetworkConnect',
      'RouteAdvertisements',
    ),
  },
  'network.openshift.io': {
    ...all('decides', 'EgressNetworkPolicy'),
    ...all('gives networks', 'NetNamespace', 'ClusterNetwork', 'HostSubnet'),
  },
  'k8s.cni.cncf.io': {
    ...all('decides', 'MultiNetworkPolicy'),
    ...all('gives networks', 'NetworkAttachmentDefinition'),
  },
  'security.istio.io': all('decides', 'AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'),
  'networking.istio.io': {
    ...all('decides', 'Sidecar'),
    ...all('moves traffic', 'VirtualService', 'DestinationRule', 'ServiceEntry', 'WorkloadEntry', 'WorkloadGroup'),
    ...all('moves traffic', 'EnvoyFilter', 'ProxyConfig', 'Gateway'),
  },
  'policy.linkerd.io': {
    ...all('decides', 'Server', 'ServerAuthorization', 'AuthorizationPolicy', 'MeshTLSAuthentication'),
    ...all('decides', 'NetworkAuthentication', 'HTTPRoute', 'EgressNetwork', 'HTTPLocalRateLimitPolicy'),
  },
  'consul.hashicorp.com': all('decides', 'ServiceIntentions'),
  'kuma.io': all('decides', 'MeshTrafficPermission', 'TrafficPermission'),
  'security.kubearmor.com': all('decides', 'KubeArmorPolicy', 'KubeArmorHostPolicy', 'KubeArmorClusterPolicy'),
  'vpcresources.k8s.aws': all('decides', 'SecurityGroupPolicy'),
  'networking.k8s.aws': all('decides', 'PolicyEndpoint', 'ApplicationNetworkPolicy', 'ClusterNetworkPolicy'),
  'networking.gke.io': {
    ...all('decides', 'FQDNNetworkPolicy'),
    ...all('gives networks', 'Network', 'GKENetworkParamSet'),
  },
  'flink.apache.org': all('makes pods', 'FlinkBlueGreenDeployment'),
  'apps.openshift.io': all('makes pods', 'DeploymentConfig'),
  'build.openshift.io': all('makes pods', 'Build', 'BuildConfig'),
  'argoproj.io': all(
    'makes pods',
    ...[
      'Rollout',
      'Workflow',
      'CronWorkflow',
      'Experiment',
      'AnalysisRun',
      'EventSource',
      'EventBus',
      'Sensor',
      'ArgoCD',
    ],
  ),
  'kubevirt.io': all(
    'makes pods',
    ...['VirtualMachine', 'VirtualMachineInstance', 'VirtualMachineInstanceReplicaSet', 'KubeVirt'],
  ),
  'pool.kubevirt.io': all('makes pods', 'VirtualMachinePool'),
  'cdi.kubevirt.io': all('makes pods', 'DataVolume', 'CDI'),
  'core.strimzi.io': all('makes pods', 'StrimziPodSet'),
  'kafka.strimzi.io': {
    ...all('makes pods and policies', 'Kafka', 'KafkaConnect', 'KafkaMirrorMaker', 'KafkaMirrorMaker2', 'KafkaBridge'),
    ...all('makes pods', 'KafkaNodePool'),
  },
  'eventstreams.ibm.com': {
    ...all('makes pods and policies', 'EventStreams', 'KafkaConnect', 'KafkaMirrorMaker2', 'KafkaBridge'),
    ...all('makes pods', 'KafkaNodePool', 'StrimziPodSet'),
  },
  'events.ibm.com': all('makes pods and policies', 'EventProcessing', 'EventEndpointManagement', 'EventGateway'),
  'monitoring.coreos.com': all('makes pods', 'Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler'),
  'serving.knative.dev': all('makes pods', 'Service', 'Configuration', 'Revision'),
  'eventing.knative.dev': all('makes pods', 'Broker'),
  'sources.knative.dev': all('makes pods', 'ContainerSource', 'ApiServerSource', 'PingSource'),
  'sparkoperator.k8s.io': all('makes pods', 'SparkApplication', 'ScheduledSparkApplication', 'SparkConnect'),
  'spark.apache.org': all('makes pods', 'SparkApplication', 'SparkCluster'),
  'ray.io': all('makes pods', 'RayCluster', 'RayJob', 'RayService', 'RayCronJob'),
  'kubeflow.org': all(
    'makes pods',
    ...['TFJob', 'PyTorchJob', 'MPIJob', 'XGBoostJob', 'PaddleJob', 'JAXJob', 'Notebook', 'Experiment'],
  ),
  'trainer.kubeflow.org': all('makes pods', 'TrainJob'),
  'batch.volcano.sh': all('makes pods', 'Job', 'CronJob'),
  'jobset.x-k8s.io': all('makes pods', 'JobSet'),
  'leaderworkerset.x-k8s.io': all('makes pods', 'LeaderWorkerSet'),
  'apps.kruise.io': all(
    'makes pods',
    ...['CloneSet', 'StatefulSet', 'DaemonSet', 'BroadcastJob', 'AdvancedCronJob', 'UnitedDeployment', 'SidecarSet'],
  ),
  'tekton.dev': all('makes pods', 'TaskRun', 'PipelineRun', 'CustomRun'),
  'keda.sh': all('makes pods', 'ScaledJob'),
  'postgresql.cnpg.io': all('makes pods', 'Cluster', 'Pooler', 'ScheduledBackup', 'Backup'),
  'acid.zalan.do': all('makes pods', 'postgresql'),
  'postgres-operator.crunchydata.com': all('makes pods', 'PostgresCluster', 'PGAdmin'),
  'elasticsearch.k8s.elastic.co': all('makes pods', 'Elasticsearch'),
  'kibana.k8s.elastic.co': all('makes pods', 'Kibana'),
  'rabbitmq.com': all('makes pods and policies', 'RabbitmqCluster'),
  'clickhouse.altinity.com': all('makes pods', 'ClickHouseInstallation'),
  'clickhouse-keeper.altinity.com': all('makes pods', 'ClickHouseKeeperInstallation'),
  'mongodbcommunity.mongodb.com': all('makes pods', 'MongoDBCommunity'),
  'zookeeper.pravega.io': all('makes pods', 'ZookeeperCluster'),
  'k8s.keycloak.org': all('makes pods and policies', 'Keycloak'),
  'minio.min.io': all('makes pods', 'Tenant'),
  'opentelemetry.io': all('makes pods and policies', 'OpenTelemetryCollector'),
  'operators.coreos.com': all('makes pods', 'ClusterServiceVersion', 'CatalogSource', 'Subscription'),
  'helm.toolkit.fluxcd.io': all('makes pods and policies', 'HelmRelease'),
  'kustomize.toolkit.fluxcd.io': all('makes pods and policies', 'Kustomization'),
  'helm.cattle.io': all('makes pods and policies', 'HelmChart'),
  'upgrade.cattle.io': all('makes pods', 'Plan'),
};

/** API groups of which no kind affects connections between pods. */
const harmlessGroups: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'authorization.openshift.io',
  'autoscaling',
  'autoscaling.k8s.io',
  'certificates.k8s.io',
  'cert-manager.io',
  'acme.cert-manager.io',
  'config.openshift.io',
  'console.openshift.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'external-secrets.io',
  'flowcontrol.apiserver.k8s.io',
  'image.openshift.io',
  'imageregistry.operator.openshift.io',
  'machine.openshift.io',
  'machineconfiguration.openshift.io',
  'metrics.k8s.io',
  'node.k8s.io',
  'oauth.openshift.io',
  'policy',
  'project.openshift.io',
  'quota.openshift.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'route.openshift.io',
  'scheduling.k8s.io',
  'security.openshift.io',
  'snapshot.storage.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
  'user.openshift.io',
]);

/** The same kind by kind, where others of the group do. The core group has no name. */
const harmlessKinds: Readonly<Record<string, ReadonlySet<string>>> = {
  '': new Set([
    ...['Binding', 'ComponentStatus', 'ConfigMap', 'Endpoints', 'Event', 'LimitRange', 'Node', 'PersistentVolume'],
    ...['PersistentVolumeClaim', 'PodTemplate', 'ResourceQuota', 'Secret', 'ServiceAccount'],
  ]),
  apps: new Set(['ControllerRevision']),
  'networking.k8s.io': new Set(['Ingress', 'IngressClass', 'IPAddress', 'ServiceCIDR']),
  'gateway.networking.k8s.io': new Set([
    ...['Gateway', 'GatewayClass', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ReferenceGrant'],
    ...['BackendTLSPolicy', 'ListenerSet'],
  ]),
  'flink.apache.org': new Set(['FlinkSessionJob', 'FlinkStateSnapshot']),
  'kafka.strimzi.io': new Set(['KafkaTopic', 'KafkaUser', 'KafkaRebalance', 'KafkaConnector']),
  'eventstreams.ibm.com': new Set(['KafkaTopic', 'KafkaUser', 'KafkaRebalance', 'KafkaConnector']),
  'monitoring.coreos.com': new Set([
    'ServiceMonitor',
    'PodMonitor',
    'Probe',
    'PrometheusRule',
    'ScrapeConfig',
    'AlertmanagerConfig',
  ]),
  'keda.sh': new Set(['ScaledObject', 'TriggerAuthentication', 'ClusterTriggerAuthentication']),
  'argoproj.io': new Set([
    'AppProject',
    'AnalysisTemplate',
    'ClusterAnalysisTemplate',
    'WorkflowTemplate',
    'ClusterWorkflowTemplate',
  ]),
  'tekton.dev': new Set(['Task', 'ClusterTask', 'Pipeline']),
  'operators.coreos.com': new Set(['OperatorGroup', 'InstallPlan', 'OperatorCondition', 'OLMConfig']),
  'kustomize.config.k8s.io': new Set(['Kustomization', 'Component']),
};

/**
 * The effect of an object on connections between pods, or that it has none; undefined where that is not known.
 * @param group undefined where the object names no API: then it is one of Kubernetes' own, or of any API with such a kind
 */
export function effectOf(group: string | undefined, kind: string): Effect | 'harmless' | undefined {
  if (group === undefined) {
    const groups = ['', ...Object.keys(harmlessKinds), ...Object.keys(deciding)];
    return groups.map((one) => effectOf(one, kind)).find((effect) => effect !== undefined);
  }
  const own = Object.hasOwn(deciding, group) ? deciding[group] : undefined;
  if (own && Object.hasOwn(own, kind)) return own[kind];
  const harmless = Object.hasOwn(harmlessKinds, group) ? harmlessKinds[group] : undefined;
  return harmlessGroups.has(group) || harmless?.has(kind) ? 'harmless' : undefined;
}
