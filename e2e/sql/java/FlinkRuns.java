import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Runs queries on a Flink in this process.
 *
 * <p>The first line of the input is a CREATE TABLE, each other line a query (Base64 of their UTF-16LE). Each query is
 * answered by a line of JSON: {@code {"refused": why}} when the planner does not take it, {@code {"failed": why}} when the
 * job fails, else {@code {"rows": [[text or null]]}}.
 */
public class FlinkRuns {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    Configuration cluster = new Configuration();
    cluster.set(RestOptions.BIND_PORT, "0");
    cluster.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
    cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
    try (MiniCluster flink =
        new MiniCluster(new MiniClusterConfiguration.Builder().setConfiguration(cluster).setNumTaskManagers(1).build())) {
      flink.start();
      Configuration session = new Configuration();
      session.set(DeploymentOptions.TARGET, "remote");
      session.set(RestOptions.ADDRESS, flink.getRestAddress().get().getHost());
      session.set(RestOptions.PORT, flink.getRestAddress().get().getPort());
      session.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
      TableEnvironment tables =
          TableEnvironment.create(EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(session).build());
      tables.getConfig().set("table.local-time-zone", "UTC");
      tables.getConfig().set("parallelism.default", "1");
      tables.executeSql(text(in.readLine()));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(run(tables, text(line)));
        if (!in.ready()) out.flush();
      }
    }
    out.flush();
    // Threads of the cluster may outlive it.
    System.exit(0);
  }

  private static String text(String line) {
    return new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_16LE);
  }

  private static String run(TableEnvironment tables, String query) {
    try {
      tables.explainSql(query);
    } catch (Throwable refused) {
      return "{\"refused\":" + Json.quoted(deepest(refused)) + "}";
    }
    StringBuilder rows = new StringBuilder();
    try {
      TableResult result = tables.executeSql(query);
      try (CloseableIterator<Row> all = result.collect()) {
        while (all.hasNext()) {
          Row row = all.next();
          rows.append(rows.length() == 0 ? "[" : ",[");
          for (int i = 0; i < row.getArity(); i++) {
            Object value = row.getField(i);
            rows.append(i == 0 ? "" : ",").append(value == null ? "null" : Json.quoted(value.toString()));
          }
          rows.append("]");
        }
      }
    } catch (Throwable failed) {
      return "{\"failed\":" + Json.quoted(deepest(failed)) + "}";
    }
    return "{\"rows\":[" + rows + "]}";
  }

  private static String deepest(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) cause = cause.getCause();
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
