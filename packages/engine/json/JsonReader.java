package dev.headrace.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactoryBuilder;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonLocation;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.io.JsonEOFException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/**
 * Reads a message whole before a row of it goes on, so that it is read or unreadable and never both, and so that what fails
 * behind the source is not caught here.
 */
final class JsonReader implements DeserializationSchema<RowData> {
  private final RowType type;
  private final TypeInformation<RowData> produced;
  private final TimeFormats times;
  private final EventTime eventTime;
  private final boolean skips;

  private transient JsonFactory json;
  private transient ReaderMetrics metrics;
  private transient Misfits misfits;
  private transient ValueReaders values;
  private transient ValueReaders.ValueReader rows;

  JsonReader(RowType type, TypeInformation<RowData> produced, TimeFormats times, EventTime eventTime, boolean skips) {
    this.type = type;
    this.produced = produced;
    this.times = times;
    this.eventTime = eventTime;
    this.skips = skips;
  }

  @Override
  public void open(InitializationContext context) {
    // Names of properties come from outside: interned ones would pile up in the JVM.
    json = new JsonFactoryBuilder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    metrics = new ReaderMetrics(context.getMetricGroup());
    misfits = new Misfits(skips);
    values = new ValueReaders(times, misfits);
    rows = values.rowReader(type);
  }

  @Override
  public void deserialize(byte[] message, Collector<RowData> out) throws IOException {
    metrics.read.inc();
    if (message == null) {
      metrics.deleted.inc();
      return;
    }
    RowData only = null;
    List<RowData> several = null;
    misfits.clear();
    values.message = message;
    try (JsonParser parser = json.createParser(message)) {
      JsonToken first = parser.nextToken();
      // RFC 8259, section 8.1. Jackson would take UTF-16 and UTF-32 too, and then counts characters instead of bytes.
      if (parser.currentLocation().getByteOffset() < 0) throw new UnreadableMessage("It is not UTF-8.");
      if (first == JsonToken.START_OBJECT) only = (RowData) rows.read(parser);
      else if (first == JsonToken.START_ARRAY) several = elements(parser);
      else throw new UnreadableMessage(first == null ? "It is empty." : "It is not a JSON object.");
      if (parser.nextToken() != null) throw new UnreadableMessage("Something follows after the end of its JSON.");
    } catch (IOException wrong) {
      refuse(message, reason(wrong));
      return;
    } catch (Misfit impossible) {
      throw new IllegalStateException(impossible);
    }
    if (several != null) metrics.read.inc(several.size() - 1);
    if (misfits.any()) metrics.emptied(message, misfits.reason());
    if (only != null) give(only, out);
    else for (RowData row : several) give(row, out);
  }

  private void give(RowData row, Collector<RowData> out) {
    if (eventTime.isMissing(row)) metrics.untimed.inc();
    out.collect(row);
  }

  private List<RowData> elements(JsonParser parser) throws IOException, Misfit {
    List<RowData> found = new ArrayList<>();
    for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
      if (next != JsonToken.START_OBJECT) throw new UnreadableMessage("It is an array with something that is not an object.");
      found.add((RowData) rows.read(parser));
    }
    if (found.isEmpty()) throw new UnreadableMessage("It is an array without an object.");
    return found;
  }

  private void refuse(byte[] message, String reason) throws UnreadableMessage {
    metrics.unreadable(message, reason);
    if (!skips) throw new UnreadableMessage("A message cannot be read (" + ReadRecords.placeOf(message) + "). " + reason);
  }

  /** Jackson quotes what it has read, so only the place is taken from it. */
  private static String reason(IOException wrong) {
    if (wrong instanceof UnreadableMessage) return wrong.getMessage();
    if (wrong instanceof JsonEOFException) return "Its JSON ends too early.";
    JsonLocation at = wrong instanceof JsonProcessingException ? ((JsonProcessingException) wrong).getLocation() : null;
    return at == null || at.getByteOffset() < 0 ? "It is not JSON." : "It is not JSON at byte " + at.getByteOffset() + ".";
  }

  @Override
  public RowData deserialize(byte[] message) {
    throw new UnsupportedOperationException("Flink's Kafka source gives a collector.");
  }

  @Override
  public boolean isEndOfStream(RowData next) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return produced;
  }
}
