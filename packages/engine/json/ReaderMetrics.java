package dev.headrace.json;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/**
 * What became of the messages, as metrics of the source since its task began: `read` = rows given on + `deleted` +
 * `unreadable`, where each object of an array counts as a message. The newest examples are given by their place in Kafka and a reason; nothing of
 * a message stands in a metric, since reporters write metrics to logs.
 */
final class ReaderMetrics {
  /** Between two looks for the place of an example, ns: on a topic full of them it would cost more than reading. */
  private static final long PAUSE = 200_000_000L;

  final Counter read;
  /** Messages without a value. */
  final Counter deleted;
  /** Rows given on without an event time. */
  final Counter untimed;
  private final Counter unreadable;
  /** Messages that were read with at least one property left empty because its value does not fit. */
  private final Counter emptied;
  private final Example unreadableExample = new Example();
  private final Example emptiedExample = new Example();

  ReaderMetrics(MetricGroup source) {
    MetricGroup group = source.addGroup("headrace");
    read = group.counter("read", new SimpleCounter());
    deleted = group.counter("deleted", new SimpleCounter());
    untimed = group.counter("untimed", new SimpleCounter());
    unreadable = group.counter("unreadable", new SimpleCounter());
    emptied = group.counter("emptied", new SimpleCounter());
    group.gauge("unreadableExample", unreadableExample::text);
    group.gauge("emptiedExample", emptiedExample::text);
  }

  void unreadable(byte[] message, String reason) {
    unreadable.inc();
    unreadableExample.set(message, reason);
  }

  void emptied(byte[] message, String reason) {
    emptied.inc();
    emptiedExample.set(message, reason);
  }

  /** The newest one. Read by the thread of the metrics. */
  private static final class Example {
    private volatile String text = "";
    private long takenAt = System.nanoTime() - PAUSE;

    void set(byte[] message, String reason) {
      long now = System.nanoTime();
      if (now - takenAt < PAUSE) return;
      takenAt = now;
      text = ReadRecords.placeOf(message) + "\n" + reason;
    }

    String text() {
      return text;
    }
  }
}
