import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.kubeclient.KubernetesJobManagerSpecification;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.client.utils.Serialization;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.util.NetUtils;

/**
 * Lets Flink or its operator deploy a session cluster to Kubernetes with each configuration, up to where it would call the API server.
 * A line is Base64 of {@code key=value} lines. It answers as JSON, a line each: {@code refused}, or the ports of each option as Flink
 * would open them, and the objects that would be created.
 */
class Deployments {
  /** Deploys with a configuration, which it may change, and adds the objects that it would create. */
  interface Deployer {
    void deploy(Configuration configuration, List<Object> created) throws Exception;
  }

  private static final List<ConfigOption<?>> OPTIONS =
      List.of(
          RestOptions.PORT,
          RestOptions.BIND_PORT,
          JobManagerOptions.PORT,
          JobManagerOptions.RPC_BIND_PORT,
          HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE,
          BlobServerOptions.PORT,
          TaskManagerOptions.RPC_PORT,
          TaskManagerOptions.RPC_BIND_PORT,
          NettyShuffleEnvironmentOptions.DATA_PORT,
          NettyShuffleEnvironmentOptions.DATA_BIND_PORT,
          MetricOptions.QUERY_SERVICE_PORT);

  static void answer(Deployer deployer) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Map<String, Object> answer = new HashMap<>();
      try {
        deploy(deployer, new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8), answer);
      } catch (Exception refused) {
        answer.put("refused", String.valueOf(deepest(refused).getMessage()));
      }
      out.println(Serialization.jsonMapper().writeValueAsString(answer));
      out.flush();
    }
  }

  private static Throwable deepest(Throwable e) {
    return e.getCause() == null ? e : deepest(e.getCause());
  }

  private static void deploy(Deployer deployer, String text, Map<String, Object> answer) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("kubernetes.cluster-id", "orders");
    configuration.setString("jobmanager.memory.process.size", "1g");
    configuration.setString("taskmanager.memory.process.size", "1g");
    for (String pair : text.split("\n"))
      if (!pair.isEmpty()) configuration.setString(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    List<Object> created = new ArrayList<>();
    try {
      deployer.deploy(configuration, created);
    } catch (Exception e) {
      // Past the creation Flink looks for an API server, which is not there.
      if (created.isEmpty()) throw e;
    }
    Map<String, Object> ports = new HashMap<>();
    for (ConfigOption<?> option : OPTIONS)
      if (configuration.getOptional(option).isPresent()) ports.put(option.key(), portsOf(configuration, option));
    answer.put("ports", ports);
    answer.put("highlyAvailable", HighAvailabilityMode.isHighAvailabilityModeActivated(configuration));
    answer.put("created", created);
  }

  /** As Flink reads it where it opens the port: a number, or the first ports of a list, and 0 wherever it stands. */
  private static Object portsOf(Configuration configuration, ConfigOption<?> option) {
    try {
      Object value = configuration.get(option);
      if (value instanceof Integer) return List.of(value);
      List<Integer> ports = new ArrayList<>();
      Iterator<Integer> all = NetUtils.getPortRangeFromString((String) value);
      while (all.hasNext()) {
        int port = all.next();
        if (ports.size() < 300 || port == 0) ports.add(port);
      }
      return ports;
    } catch (RuntimeException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  /** A client of the API server that notes what it is to create; {@code last} is the call that creates the last of it. */
  static <T> T client(Class<T> type, String last, List<Object> created) {
    InvocationHandler handler =
        (Object proxy, Method method, Object[] arguments) -> {
          String name = method.getName();
          if (name.startsWith("create")) {
            if (arguments[0] instanceof KubernetesJobManagerSpecification) {
              KubernetesJobManagerSpecification made = (KubernetesJobManagerSpecification) arguments[0];
              created.add(made.getDeployment());
              created.addAll(made.getAccompanyingResources());
            } else created.add(arguments[0]);
            if (name.equals(last)) throw new IllegalStateException("nothing is created");
            return null;
          }
          if (name.equals("close") || name.equals("stopAndCleanupCluster")) return null;
          throw new IllegalStateException("unexpected call of " + name + Arrays.toString(arguments));
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
