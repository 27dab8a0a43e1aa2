package dev.headrace.json;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.flink.kafka.shaded.org.apache.kafka.common.TopicPartition;

/**
 * Knows which record a value came from. A format of Flink is given the value alone; as an interceptor of the consumer this
 * class sees the same arrays with their places. It costs nothing for messages that are read: only weak references to the
 * batches that are under way are kept.
 */
public final class ReadRecords implements ConsumerInterceptor<byte[], byte[]> {
  private static final ConcurrentLinkedDeque<WeakReference<ConsumerRecords<byte[], byte[]>>> UNDER_WAY =
      new ConcurrentLinkedDeque<>();

  /** @return `partition 3, offset 17`, or `partition and offset not known` for a value that no consumer gave */
  static String placeOf(byte[] value) {
    for (WeakReference<ConsumerRecords<byte[], byte[]>> reference : UNDER_WAY) {
      ConsumerRecords<byte[], byte[]> batch = reference.get();
      if (batch == null) continue;
      for (ConsumerRecord<byte[], byte[]> record : batch)
        if (record.value() == value) return "partition " + record.partition() + ", offset " + record.offset();
    }
    return "partition and offset not known";
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    UNDER_WAY.removeIf(reference -> reference.get() == null);
    if (!records.isEmpty()) UNDER_WAY.addFirst(new WeakReference<>(records));
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
