package dev.headrace.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.table.data.TimestampData;

/**
 * Reads a date with a time of day. Where an offset or a zone is written, the moment is given by its UTC date and time, for
 * TIMESTAMP as for TIMESTAMP_LTZ; where none is, the time is taken as it stands, which is UTC.
 */
interface TimeReader {
  /** @throws Misfit where the value is no time that is written so */
  TimestampData read(JsonParser parser) throws IOException, Misfit;

  TimeReader ISO =
      parser -> {
        if (parser.currentToken() != JsonToken.VALUE_STRING) throw Misfit.MISFIT;
        return IsoTimes.dateTime(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      };

  /** @throws IllegalArgumentException for a pattern that is none */
  static TimeReader of(String format) {
    switch (format) {
      case "epoch-seconds":
        return parser -> epoch(parser, 0);
      case "epoch-millis":
        return parser -> epoch(parser, 3);
      case "epoch-micros":
        return parser -> epoch(parser, 6);
      default:
        return pattern(format);
    }
  }

  /** From the first to the last day of the years 1 to 9999, seconds since the epoch. */
  long FIRST = LocalDate.of(1, 1, 1).toEpochDay() * 86_400, LAST = (LocalDate.of(9999, 12, 31).toEpochDay() + 1) * 86_400 - 1;

  private static TimestampData epoch(JsonParser parser, int digits) throws IOException, Misfit {
    BigDecimal seconds = Numbers.decimal(parser).scaleByPowerOfTen(-digits);
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    if (whole.compareTo(BigDecimal.valueOf(FIRST)) < 0 || whole.compareTo(BigDecimal.valueOf(LAST)) > 0) throw Misfit.MISFIT;
    int nanos = seconds.subtract(whole).movePointRight(9).intValue();
    return TimestampData.fromEpochMillis(whole.longValue() * 1000 + nanos / 1_000_000, nanos % 1_000_000);
  }

  private static TimeReader pattern(String pattern) {
    boolean hasNames = ZoneNames.isIn(pattern);
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(hasNames ? ZoneNames.asOffset(pattern) : pattern)
            // `yyyy` is a year of an era to Java, which a strict reading asks for.
            .parseDefaulting(ChronoField.ERA, 1)
            .toFormatter(Locale.US)
            .withResolverStyle(ResolverStyle.STRICT);
    return parser -> {
      String text = parser.getText();
      try {
        return moment(formatter.parse(hasNames ? ZoneNames.replaceIn(text) : text));
      } catch (DateTimeException none) {
        throw Misfit.MISFIT;
      }
    };
  }

  private static TimestampData moment(TemporalAccessor found) throws Misfit {
    LocalDate date = found.query(TemporalQueries.localDate());
    LocalTime time = found.query(TemporalQueries.localTime());
    if (date == null) throw Misfit.MISFIT;
    LocalDateTime written = LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time);
    ZoneId zone = found.query(TemporalQueries.zone());
    return TimestampData.fromLocalDateTime(
        zone == null ? written : written.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime());
  }
}
