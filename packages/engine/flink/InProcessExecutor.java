import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.deployment.StandaloneClientFactory;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.function.FunctionUtils;

/**
 * Hands jobs of the SQL gateway to the cluster in the same JVM, and fetches their results from it, without REST. Flink's
 * own executor for a session cluster (`remote`) makes a new REST client, with its key stores and a TLS handshake, for each
 * job and each part of a result. Chosen by `execution.target`; found by Flink as a service (META-INF/services).
 */
final class InProcessExecutor implements PipelineExecutor {
  static final String NAME = "headrace-in-process";

  /** The cluster of this JVM, which runs before anything is executed. */
  static volatile MiniCluster cluster;

  @Override
  public CompletableFuture<JobClient> execute(Pipeline pipeline, Configuration configuration, ClassLoader classes)
      throws Exception {
    MiniCluster target = cluster;
    StreamGraph job = PipelineExecutorUtils.getStreamGraph(pipeline, configuration);
    job.serializeUserDefinedInstances();
    return target
        .submitJob(job)
        .thenApplyAsync(
            FunctionUtils.uncheckedFunction(
                submitted -> {
                  ClientUtils.waitUntilJobInitializationFinished(
                      () -> target.getJobStatus(submitted.getJobID()).get(),
                      () -> target.requestJobResult(submitted.getJobID()).get(),
                      classes);
                  return new MiniClusterJobClient(
                      submitted.getJobID(), target, classes, JobFinalizationBehavior.NOTHING);
                }));
  }

  private static boolean isChosen(Configuration configuration) {
    return NAME.equalsIgnoreCase(configuration.get(DeploymentOptions.TARGET));
  }

  /** Gives the executor to Flink. */
  public static final class Factory implements PipelineExecutorFactory {
    @Override
    public String getName() {
      return NAME;
    }

    @Override
    public boolean isCompatibleWith(Configuration configuration) {
      return isChosen(configuration);
    }

    @Override
    public PipelineExecutor getExecutor(Configuration configuration) {
      return new InProcessExecutor();
    }
  }

  /** For what the SQL gateway asks of the cluster as a whole (SHOW JOBS, STOP JOB): by REST, as usual. */
  public static final class ClientFactory extends StandaloneClientFactory {
    @Override
    public boolean isCompatibleWith(Configuration configuration) {
      return isChosen(configuration);
    }
  }
}
