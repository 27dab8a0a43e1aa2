/**
 * What Flink's JVM may read as Java objects; anything else is refused before its code runs. Flink sends its own operators,
 * settings and plans this way, whether submitted by REST or passed on inside. An expression could have the planner read the
 * objects of its own text (a RAW type); the compiler refuses such types, and this stands behind it.
 *
 * The packages are those that checks, previews, runs and savepoints of the end-to-end suite were seen to read. The first
 * pattern that matches a class decides. Of a failure whose class is not here Flink keeps the text.
 * Source: https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/io/ObjectInputFilter.Config.html
 */
const allowed = [
  'java.lang.*',
  'java.lang.invoke.SerializedLambda',
  'java.math.*',
  'java.time.*',
  'java.util.*',
  'java.util.concurrent.*',
  'java.util.concurrent.atomic.*',
  'java.util.concurrent.locks.*',
  ...['IOException', 'EOFException', 'FileNotFoundException', 'UncheckedIOException'].map((name) => `java.io.${name}`),
  ...['Inet4Address', 'Inet6Address', 'InetAddress', 'InetSocketAddress', 'SocketAddress', 'URI', 'URL'].map(
    (name) => `java.net.${name}`,
  ),
  'org.apache.flink.shaded.guava33.com.google.common.collect.*',
  'org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.OffsetResetStrategy',
  'org.apache.flink.kafka.shaded.org.apache.kafka.common.TopicPartition',
  // Failures of reading JSON.
  'org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.*',
  'org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.exc.*',
  'org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.io.ContentReference',
  // What other programs brought with them is not Flink's.
  '!org.apache.flink.shaded.**',
  '!org.apache.flink.kafka.shaded.**',
  '!org.apache.flink.avro.**',
  'org.apache.flink.**',
  'dev.headrace.json.*',
] as const;

/**
 * Bounds of one stream of objects. The largest that the suites have: 29 deep, 2,600 references, an array of 750 kB. Plans grow
 * with a flow, and a broken stream claims gigabytes.
 */
const limits = { maxdepth: 200, maxrefs: 5_000_000, maxarray: 67_108_864, maxbytes: 268_435_456 } as const;

/** The flag of Flink's JVM. */
export const serialFilterFlag = `-Djdk.serialFilter=${[
  ...Object.entries(limits).map(([name, value]) => `${name}=${value}`),
  ...allowed,
  '!*',
].join(';')}`;
