package dev.headrace.json;

import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The format `headrace-json`: messages that are JSON objects, or arrays of them, as rows. It differs from Flink's `json` in
 * three ways. What fails behind the source fails the job and is never taken for an unreadable message (compare FLINK-36549).
 * Every message is counted (see `ReaderMetrics`). A value that does not fit its type is never changed until it fits.
 */
public final class JsonFormatFactory implements DeserializationFormatFactory {
  static final ConfigOption<Unreadable> UNREADABLE =
      ConfigOptions.key("unreadable")
          .enumType(Unreadable.class)
          .defaultValue(Unreadable.FAIL)
          .withDescription("What happens to a message that cannot be read: skip it and count it, or fail the job.");

  static final ConfigOption<String> TIMES =
      ConfigOptions.key("times")
          .stringType()
          .defaultValue("[]")
          .withDescription(
              "How times are written, as JSON: [[[\"order\", \"time\"], \"epoch-millis\"], …] with the path of each property."
                  + " A format is epoch-seconds, epoch-millis, epoch-micros, or a pattern of DateTimeFormatter. All other times"
                  + " are written by ISO 8601, with T or a space, with or without an offset.");

  static final ConfigOption<String> EVENT_TIME =
      ConfigOptions.key("event-time")
          .stringType()
          .defaultValue("[]")
          .withDescription(
              "The path of the property with the event time, as JSON: [\"order\", \"time\"]. Rows in which it is empty are counted."
                  + " [] when the event time is no property.");

  /** What to do with a message that cannot be read. */
  enum Unreadable {
    SKIP,
    FAIL
  }

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    boolean skips = options.get(UNREADABLE) == Unreadable.SKIP;
    TimeFormats times = timeFormats(options.get(TIMES));
    String eventTime = options.get(EVENT_TIME);
    return new DecodingFormat<>() {
      @Override
      public DeserializationSchema<RowData> createRuntimeDecoder(DynamicTableSource.Context context, DataType produced) {
        RowType type = (RowType) produced.getLogicalType();
        TypeInformation<RowData> information = context.createTypeInformation(produced);
        return new JsonReader(type, information, times, eventTime(eventTime, type), skips);
      }

      @Override
      public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
      }
    };
  }

  private static TimeFormats timeFormats(String written) {
    try {
      return TimeFormats.parse(written);
    } catch (IllegalArgumentException wrong) {
      throw new ValidationException("The option 'times' is not right: " + wrong.getMessage());
    }
  }

  private static EventTime eventTime(String path, RowType type) {
    try {
      return EventTime.parse(path, type);
    } catch (IllegalArgumentException wrong) {
      throw new ValidationException("The option 'event-time' is not right: " + wrong.getMessage());
    }
  }

  @Override
  public String factoryIdentifier() {
    return "headrace-json";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(UNREADABLE, TIMES, EVENT_TIME);
  }
}
