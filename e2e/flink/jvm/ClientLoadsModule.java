import java.util.Map;

/** Has a copy of Kafka's client load the login module that its properties name. Connects to nothing. */
public class ClientLoadsModule {
  /** @param args package of the client, class of the login module */
  public static void main(String[] args) throws Exception {
    Map<String, Object> options =
        Map.of(
            "bootstrap.servers", "127.0.0.1:1",
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", args[1] + " required username=\"u\" password=\"p\";");
    Class<?> admin = Class.forName(args[0] + ".clients.admin.Admin");
    ((AutoCloseable) admin.getMethod("create", Map.class).invoke(null, options)).close();
    System.out.println("the module was loaded");
  }
}
