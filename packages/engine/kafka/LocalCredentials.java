import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/**
 * The one user of a local broker, from the broker's own section of its JAAS file. Kafka keeps such users in its metadata, where
 * they can be written only when the storage is formatted (with the password on a command line) or by who has signed in already.
 */
public class LocalCredentials implements AuthenticateCallbackHandler {
  /** The least that Kafka takes. The password is random, so more would only take time. */
  private static final int ITERATIONS = 4096;

  private String username;
  private ScramCredential credential;

  @Override
  public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> sections) {
    Map<String, ?> options = sections.get(0).getOptions();
    username = (String) options.get("username");
    try {
      credential =
          new ScramFormatter(ScramMechanism.forMechanismName(mechanism))
              .generateCredential((String) options.get("password"), ITERATIONS);
    } catch (Exception e) {
      throw new IllegalArgumentException("No credential can be made for " + mechanism, e);
    }
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    boolean isKnown = false;
    for (Callback callback : callbacks)
      if (callback instanceof NameCallback) isKnown = username.equals(((NameCallback) callback).getDefaultName());
      else if (!(callback instanceof ScramCredentialCallback)) throw new UnsupportedCallbackException(callback);
      else if (isKnown) ((ScramCredentialCallback) callback).scramCredential(credential);
  }

  @Override
  public void close() {}
}
