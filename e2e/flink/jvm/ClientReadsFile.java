import java.util.HashMap;
import java.util.Map;

/**
 * Asks a copy of Kafka's client for the value of a property that a config provider fills in from a file, as the properties of
 * a table could. Connects to nothing.
 */
public class ClientReadsFile {
  /** @param args package of the client, provider (its class, settings and the text that names the value) */
  public static void main(String[] args) throws Exception {
    String kafka = args[0];
    Map<String, Object> options = new HashMap<>();
    options.put("bootstrap.servers", "127.0.0.1:1");
    options.put("config.providers", "p");
    options.put("config.providers.p.class", kafka + ".common.config.provider." + args[1]);
    options.put("client.id", args[2]);
    Class<?> type = Class.forName(kafka + ".clients.admin.AdminClientConfig");
    Object config = type.getConstructor(Map.class).newInstance(options);
    System.out.println(type.getMethod("getString", String.class).invoke(config, "client.id"));
  }
}
