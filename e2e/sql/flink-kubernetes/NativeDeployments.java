import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.KubernetesClusterDescriptor;
import org.apache.flink.kubernetes.artifact.DefaultKubernetesArtifactUploader;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClient;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClientFactory;

/** What Flink itself deploys: the native mode of its operator. */
public class NativeDeployments {
  public static void main(String[] args) throws Exception {
    Deployments.answer(
        (configuration, created) -> {
          configuration.setString("execution.target", "kubernetes-session");
          FlinkKubeClient client = Deployments.client(FlinkKubeClient.class, "createJobManagerComponent", created);
          FlinkKubeClientFactory factory =
              new FlinkKubeClientFactory() {
                @Override
                public FlinkKubeClient fromConfiguration(Configuration c, String useCase) {
                  return client;
                }
              };
          new KubernetesClusterDescriptor(configuration, factory, new DefaultKubernetesArtifactUploader())
              .deploySessionCluster(new ClusterSpecification.ClusterSpecificationBuilder().createClusterSpecification());
        });
  }
}
