import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The identity of this Flink (`ca.crt`, `tls.crt`, `tls.key`, as PEM) as the stores that Flink reads. The password of the
 * stores is made here and stays in this process.
 */
public final class LocalKeys {
  /** What speaks TLS: the REST servers and their callers, and the blob server. */
  private static final List<String> areas = List.of("security.ssl.rest.", "security.ssl.internal.");

  private LocalKeys() {}

  /** Writes the stores beside the files that they are made of. Returns the settings that name them. */
  public static Map<String, String> settings(Path folder) throws Exception {
    // Flink reads the stores anew for each job. The password is random, so stretching it would only take time.
    for (String kind : new String[] {"certPbe", "keyPbe", "mac"})
      System.setProperty("keystore.pkcs12." + kind + "IterationCount", "1");
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);

    KeyStore keys = newStore();
    Certificate[] chain = {certificate(folder.resolve("tls.crt"))};
    keys.setKeyEntry("flink", privateKey(folder.resolve("tls.key")), password.toCharArray(), chain);
    KeyStore trusted = newStore();
    trusted.setCertificateEntry("authority", certificate(folder.resolve("ca.crt")));

    Map<String, String> settings = new LinkedHashMap<>();
    for (var store : Map.of("keystore", keys, "truststore", trusted).entrySet()) {
      Path file = folder.resolve(store.getKey() + ".p12");
      write(file, store.getValue(), password);
      for (String area : areas) {
        String option = area + store.getKey();
        settings.put(option, file.toString());
        settings.put(option + "-type", "PKCS12");
        settings.put(option + "-password", password);
      }
    }
    for (String area : areas) settings.put(area + "key-password", password);
    return settings;
  }

  private static KeyStore newStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void write(Path file, KeyStore store, String password) throws Exception {
    Files.deleteIfExists(file);
    var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(file, ownerOnly);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      store.store(out, password.toCharArray());
    }
  }

  private static Certificate certificate(Path file) throws Exception {
    return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private static PrivateKey privateKey(Path file) throws Exception {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}
