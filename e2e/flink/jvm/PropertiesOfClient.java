import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** Prints each system property that a copy of Kafka's client names in its constants, with its value in this JVM. */
public class PropertiesOfClient {
  /** @param args package of the client */
  public static void main(String[] args) throws Exception {
    String[] classes = {
      "common.config.AbstractConfig", "common.security.JaasUtils", "common.config.internals.BrokerSecurityConfigs"
    };
    for (String name : classes)
      for (Field field : Class.forName(args[0] + "." + name).getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) || field.getType() != String.class) continue;
        field.setAccessible(true);
        String value = (String) field.get(null);
        if (value.startsWith(args[0] + ".") && value.equals(value.toLowerCase()))
          System.out.println(value + "=" + System.getProperty(value));
      }
  }
}
