import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.flink.table.client.SqlClient;

/** Flink's SQL client with an identity of Headrace's in its configuration. The property `headrace.keys` names its folder. */
public class SqlClientWithKeys {
  public static void main(String[] args) throws Exception {
    String settings =
        LocalKeys.settings(Path.of(System.getProperty("headrace.keys"))).entrySet().stream()
            .map((setting) -> setting.getKey() + ": \"" + setting.getValue() + "\"\n")
            .collect(Collectors.joining());
    Files.writeString(Path.of(System.getenv("FLINK_CONF_DIR"), "config.yaml"), settings, java.nio.file.StandardOpenOption.APPEND);
    SqlClient.main(args);
  }
}
