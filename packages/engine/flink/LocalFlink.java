import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.table.gateway.SqlGateway;

/**
 * JobManager with REST, TaskManager and SQL gateway in one JVM, for local use. Reads FLINK_CONF_DIR as Flink does. The
 * property `headrace.warm-up` names the statements to warm the planner up with, `headrace.keys` the folder of the identity
 * that both REST servers present.
 */
public class LocalFlink {
  public static void main(String[] args) throws Exception {
    Map<String, String> keys = LocalKeys.settings(Path.of(System.getProperty("headrace.keys")));
    Configuration configuration = GlobalConfiguration.loadConfiguration(Configuration.fromMap(keys));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(configuration.get(TaskManagerOptions.NUM_TASK_SLOTS))
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
    cluster.start();
    InProcessExecutor.cluster = cluster;
    endWithTheCluster(cluster);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(cluster)));
    WarmUp.start(Path.of(System.getProperty("headrace.warm-up")));
    try {
      SqlGateway.main(keys.entrySet().stream().map((key) -> "-D" + key.getKey() + "=" + key.getValue()).toArray(String[]::new));
    } catch (Throwable failure) {
      failure.printStackTrace();
      System.exit(1);
    }
  }

  /**
   * A cluster that gave up must not leave a gateway behind that looks alive: the process ends and is started again. A
   * TaskManager that gave up (closing a SELECT while its job starts can end it, by a NullPointerException in
   * CollectSinkFunction) is replaced, so that jobs go on from their checkpoints.
   */
  private static void endWithTheCluster(MiniCluster cluster) {
    Thread watch =
        new Thread(
            () -> {
              try {
                for (int without = 0; cluster.isRunning(); Thread.sleep(500)) {
                  without = cluster.getResourceOverview().get().getNumberTaskManagers() > 0 ? 0 : without + 1;
                  if (without < 6) continue;
                  System.err.println("The TaskManager has gone; another is started.");
                  cluster.startTaskManager();
                  without = 0;
                }
              } catch (InterruptedException e) {
                return;
              } catch (Exception e) {
                System.err.println("The cluster does not answer: " + e);
              }
              System.exit(1);
            },
            "cluster-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void close(MiniCluster cluster) {
    try {
      cluster.close();
    } catch (Exception e) {
      System.err.println("The cluster did not close in order: " + e);
    }
  }
}
