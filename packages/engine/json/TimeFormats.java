package dev.headrace.json;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** How the times of a message are written, by the path of the property. */
final class TimeFormats implements Serializable {
  private final Map<List<String>, String> formats;

  private TimeFormats(Map<List<String>, String> formats) {
    this.formats = formats;
  }

  /**
   * Reads the option `times`.
   *
   * @throws IllegalArgumentException with a sentence when it is not what the option's description says
   */
  static TimeFormats parse(String written) {
    HashMap<List<String>, String> formats = new HashMap<>();
    for (JsonNode pair : tree(written)) {
      if (!pair.path(0).isArray() || !pair.path(1).isTextual()) throw new IllegalArgumentException("it is a list of [path, format].");
      List<String> path = path(pair.path(0));
      String format = pair.path(1).asText();
      TimeReader.of(format);
      formats.put(path, format);
    }
    return new TimeFormats(formats);
  }

  /** The names in an array. */
  static List<String> path(JsonNode names) {
    ArrayList<String> path = new ArrayList<>();
    for (JsonNode name : names) path.add(name.asText());
    return path;
  }

  static JsonNode tree(String written) {
    try {
      return new ObjectMapper().readTree(written);
    } catch (IOException wrong) {
      throw new IllegalArgumentException("it is not JSON.");
    }
  }

  /** The reader for the property at a path. */
  TimeReader at(List<String> path) {
    String format = formats.get(path);
    return format == null ? TimeReader.ISO : TimeReader.of(format);
  }
}
