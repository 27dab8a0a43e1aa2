import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.TableEnvironment;

/**
 * Plans some statements once in the background, so that a person's first check and preview find the planner's classes
 * loaded, initialised and compiled. Nothing is executed: there is no job, no session, and no server is asked.
 */
final class WarmUp {
  private WarmUp() {}

  /** Statements are separated by a semicolon at the end of a line; a query is planned as far as it can be without running. */
  static void start(Path statements) {
    Thread thread = new Thread(() -> run(statements), "warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void run(Path statements) {
    try {
      // As the backend does: what cuts up long methods is neither loaded here nor needed by it.
      Configuration settings = Configuration.fromMap(Map.of("table.generated-code.max-length", "64000"));
      TableEnvironment planner =
          TableEnvironment.create(
              EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(settings).build());
      for (String statement : Files.readString(statements).split(";\\R")) {
        if (statement.startsWith("WITH")) planner.explainSql(statement, ExplainDetail.JSON_EXECUTION_PLAN);
        else planner.executeSql(statement);
      }
      System.out.println("The planner is warm.");
    } catch (Exception e) {
      System.err.println("The planner was not warmed up, the first preview takes longer: " + e);
    }
  }
}
