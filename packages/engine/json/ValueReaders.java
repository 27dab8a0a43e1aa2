package dev.headrace.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Makes a reader for each type. A value that does not fit is left empty, at the innermost place, and told to `misfits`. */
final class ValueReaders {
  /** Reads the value that the parser stands on, and leaves the parser on its end. */
  interface ValueReader {
    Object read(JsonParser parser) throws IOException, Misfit;
  }

  private final TimeFormats times;
  private final Misfits misfits;
  /** What is being read. */
  byte[] message;

  ValueReaders(TimeFormats times, Misfits misfits) {
    this.times = times;
    this.misfits = misfits;
  }

  /** Reads an object as a row; properties that the row does not have are passed over, the last of equal ones counts. */
  ValueReader rowReader(RowType type) {
    return row(type, List.of());
  }

  private ValueReader row(RowType type, List<String> path) {
    int size = type.getFieldCount();
    ValueReader[] fields = new ValueReader[size];
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < size; i++) {
      String name = type.getFieldNames().get(i);
      indexes.put(name, i);
      fields[i] = orEmpty(type.getTypeAt(i), inside(path, name));
    }
    return parser -> {
      if (parser.currentToken() != JsonToken.START_OBJECT) throw Misfit.MISFIT;
      GenericRowData row = new GenericRowData(size);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        Integer index = indexes.get(parser.currentName());
        parser.nextToken();
        if (index == null) parser.skipChildren();
        else row.setField(index, fields[index].read(parser));
      }
      return row;
    };
  }

  private ValueReader orEmpty(LogicalType type, List<String> path) {
    ValueReader reader = of(type, path);
    String sentence = "The property '" + String.join(".", path) + "' is not " + type.asSerializableString() + ".";
    return parser -> {
      if (parser.currentToken() == JsonToken.VALUE_NULL) return null;
      try {
        return reader.read(parser);
      } catch (Misfit misfit) {
        misfits.add(sentence);
        // A reader that refuses has not gone into the value.
        parser.skipChildren();
        return null;
      }
    };
  }

  private ValueReader of(LogicalType type, List<String> path) {
    switch (type.getTypeRoot()) {
      case BOOLEAN:
        return ValueReaders::bool;
      case TINYINT:
        return parser -> (byte) Numbers.whole(parser, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT:
        return parser -> (short) Numbers.whole(parser, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER:
        return parser -> (int) Numbers.whole(parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT:
        return parser -> Numbers.whole(parser, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT:
        return Numbers::shortReal;
      case DOUBLE:
        return Numbers::real;
      case DECIMAL:
        return decimal((DecimalType) type);
      case CHAR:
      case VARCHAR:
        return parser -> StringData.fromString(text(parser));
      case BINARY:
      case VARBINARY:
        return ValueReaders::bytes;
      case DATE:
        return parser -> IsoTimes.date(scalar(parser));
      case TIME_WITHOUT_TIME_ZONE:
        return parser -> IsoTimes.time(scalar(parser));
      case TIMESTAMP_WITHOUT_TIME_ZONE:
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return time(type, path);
      case ARRAY:
        return array(((ArrayType) type).getElementType(), path);
      case MAP:
        return map((MapType) type, path);
      case ROW:
        return row((RowType) type, path);
      default:
        throw new UnsupportedOperationException("JSON has no values of the type " + type.asSummaryString() + ".");
    }
  }

  private static Object bool(JsonParser parser) throws IOException, Misfit {
    if (parser.currentToken() == JsonToken.VALUE_TRUE) return true;
    if (parser.currentToken() == JsonToken.VALUE_FALSE) return false;
    String text = scalar(parser);
    if (text.equalsIgnoreCase("true")) return true;
    if (text.equalsIgnoreCase("false")) return false;
    throw Misfit.MISFIT;
  }

  private static ValueReader decimal(DecimalType type) {
    return parser -> {
      DecimalData value = DecimalData.fromBigDecimal(Numbers.decimal(parser), type.getPrecision(), type.getScale());
      if (value == null) throw Misfit.MISFIT;
      return value;
    };
  }

  private static Object bytes(JsonParser parser) throws IOException, Misfit {
    if (parser.currentToken() != JsonToken.VALUE_STRING) throw Misfit.MISFIT;
    try {
      return Base64.getDecoder().decode(parser.getText());
    } catch (IllegalArgumentException notBase64) {
      throw Misfit.MISFIT;
    }
  }

  /** A text as it is; a number, an object or an array as it is written in the message. */
  private String text(JsonParser parser) throws IOException {
    if (!parser.currentToken().isStructStart()) return parser.getText();
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int end = (int) parser.currentLocation().getByteOffset();
    return new String(message, from, end - from, StandardCharsets.UTF_8);
  }

  private static String scalar(JsonParser parser) throws IOException, Misfit {
    if (parser.currentToken() != JsonToken.VALUE_STRING) throw Misfit.MISFIT;
    return parser.getText();
  }

  private ValueReader time(LogicalType type, List<String> path) {
    TimeReader reader = times.at(path);
    int precision = LogicalTypeChecks.getPrecision(type);
    int nanos = precision <= 3 ? 1_000_000 : (int) Math.pow(10, 9 - precision);
    return parser -> {
      TimestampData read = reader.read(parser);
      int rest = read.getNanoOfMillisecond() % nanos;
      return rest == 0 ? read : TimestampData.fromEpochMillis(read.getMillisecond(), read.getNanoOfMillisecond() - rest);
    };
  }

  private ValueReader array(LogicalType element, List<String> path) {
    ValueReader reader = orEmpty(element, inside(path, "[]"));
    return parser -> {
      if (parser.currentToken() != JsonToken.START_ARRAY) throw Misfit.MISFIT;
      List<Object> found = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) found.add(reader.read(parser));
      return new GenericArrayData(found.toArray());
    };
  }

  private ValueReader map(MapType type, List<String> path) {
    if (!type.getKeyType().is(LogicalTypeRoot.VARCHAR) && !type.getKeyType().is(LogicalTypeRoot.CHAR))
      throw new UnsupportedOperationException("Names in JSON are texts, so a MAP has STRING keys.");
    ValueReader reader = orEmpty(type.getValueType(), inside(path, "{}"));
    return parser -> {
      if (parser.currentToken() != JsonToken.START_OBJECT) throw Misfit.MISFIT;
      Map<Object, Object> found = new HashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        StringData key = StringData.fromString(parser.currentName());
        parser.nextToken();
        found.put(key, reader.read(parser));
      }
      return new GenericMapData(found);
    };
  }

  private static List<String> inside(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
