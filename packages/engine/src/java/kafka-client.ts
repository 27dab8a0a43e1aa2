/**
 * Where Kafka's client stands in the jars: under its own name, and where Flink's connectors have moved it to. Each copy reads
 * properties of its own package.
 */
export const kafkaPackages = [
  'org.apache.kafka',
  'org.apache.flink.kafka.shaded.org.apache.kafka',
  'org.apache.flink.avro.registry.confluent.shaded.org.apache.kafka',
] as const;

/** What no class, file or address is called. */
const nothing = 'none';

/**
 * What a client's properties can no longer do, whoever wrote them: read files and variables into values (config providers),
 * fetch tokens from addresses and files (OAuth), and load a login module by its name. A JVM that signs in to Kafka allows the
 * one module that it needs (`jaas.ts`).
 * Source: https://kafka.apache.org/documentation/#systemproperties
 */
const closed: Readonly<Record<string, string>> = {
  'automatic.config.providers': nothing,
  'sasl.oauthbearer.allowed.urls': nothing,
  'sasl.oauthbearer.allowed.files': nothing,
  'allowed.login.modules': nothing,
  // For a copy that is older than the list of what is allowed.
  'disallowed.login.modules': [
    'JndiLoginModule',
    'LdapLoginModule',
    'KeyStoreLoginModule',
    'Krb5LoginModule',
    'NTLoginModule',
    'UnixLoginModule',
  ]
    .map((name) => `com.sun.security.auth.module.${name}`)
    .join(),
};

/** The flags with which a JVM runs Kafka's client, broker or tools. */
export const kafkaClientFlags: readonly string[] = kafkaPackages.flatMap((prefix) =>
  Object.entries(closed).map(([name, value]) => `-D${prefix}.${name}=${value}`),
);
