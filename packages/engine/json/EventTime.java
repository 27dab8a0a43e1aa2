package dev.headrace.json;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Where the event time of a row stands. Windows leave out rows without one, so they are counted. */
final class EventTime implements Serializable {
  /** From the row to the property, by number; empty when the rows have their time from elsewhere. */
  private final int[] path;

  private EventTime(int[] path) {
    this.path = path;
  }

  /**
   * Reads the option `event-time`.
   *
   * @throws IllegalArgumentException with a sentence when it is no path, or the type has no such property
   */
  static EventTime parse(String written, RowType type) {
    List<String> names = TimeFormats.path(TimeFormats.tree(written));
    int[] path = new int[names.size()];
    RowType row = type;
    for (int i = 0; i < path.length; i++) {
      path[i] = row == null ? -1 : row.getFieldIndex(names.get(i));
      if (path[i] < 0) throw new IllegalArgumentException("there is no property '" + String.join(".", names) + "'.");
      row = row.getTypeAt(path[i]) instanceof RowType ? (RowType) row.getTypeAt(path[i]) : null;
    }
    return new EventTime(path);
  }

  boolean isMissing(RowData row) {
    Object value = row;
    for (int index : path) {
      if (value == null) return true;
      value = ((GenericRowData) value).getField(index);
    }
    return value == null;
  }
}
