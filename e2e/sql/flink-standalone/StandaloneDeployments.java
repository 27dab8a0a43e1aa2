import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.kubernetes.operator.kubeclient.FlinkStandaloneKubeClient;
import org.apache.flink.kubernetes.operator.standalone.KubernetesStandaloneClusterDescriptor;

/** What the operator deploys in standalone mode. */
public class StandaloneDeployments {
  public static void main(String[] args) throws Exception {
    Deployments.answer(
        (configuration, created) -> {
          configuration.setString("execution.target", "remote");
          FlinkStandaloneKubeClient client =
              Deployments.client(FlinkStandaloneKubeClient.class, "createTaskManagerDeployment", created);
          ClusterSpecification specification =
              new ClusterSpecification.ClusterSpecificationBuilder()
                  .setMasterMemoryMB(1024)
                  .setTaskManagerMemoryMB(1024)
                  .setSlotsPerTaskManager(1)
                  .createClusterSpecification();
          new KubernetesStandaloneClusterDescriptor(configuration, client).deploySessionCluster(specification);
        });
  }
}
