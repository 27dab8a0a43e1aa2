package dev.headrace.json;

import org.apache.flink.table.data.TimestampData;

/**
 * Dates and times by ISO 8601 and RFC 3339, with a space in place of the `T` as SQL writes them. Read by hand: Java's
 * DateTimeFormatter takes a fifth of all the time that a message takes.
 */
final class IsoTimes {
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private IsoTimes() {}

  /** `2026-04-07T08:15:30.25+02:00`: seconds, their fraction and the offset may be left out. */
  static TimestampData dateTime(char[] text, int from, int length) throws Misfit {
    Cursor at = new Cursor(text, from, from + length);
    long days = at.date();
    if (!at.skip('T') && !at.skip(' ') && !at.skip('t')) throw Misfit.MISFIT;
    long seconds = days * 86_400 + at.clock();
    int nanos = at.nanos;
    seconds -= at.offset();
    if (!at.isAtEnd() || seconds < TimeReader.FIRST || seconds > TimeReader.LAST) throw Misfit.MISFIT;
    return TimestampData.fromEpochMillis(seconds * 1000 + nanos / 1_000_000, nanos % 1_000_000);
  }

  /** `2026-04-07`, in days since the epoch. */
  static int date(String text) throws Misfit {
    Cursor at = new Cursor(text.toCharArray(), 0, text.length());
    long days = at.date();
    if (!at.isAtEnd()) throw Misfit.MISFIT;
    return (int) days;
  }

  /** `08:15:30.25`, in milliseconds since midnight. */
  static int time(String text) throws Misfit {
    Cursor at = new Cursor(text.toCharArray(), 0, text.length());
    int seconds = at.clock();
    if (!at.isAtEnd()) throw Misfit.MISFIT;
    return seconds * 1000 + at.nanos / 1_000_000;
  }

  private static final class Cursor {
    private final char[] text;
    private final int end;
    private int at;
    /** The fraction of the second that `clock` has read. */
    int nanos;

    Cursor(char[] text, int from, int end) {
      this.text = text;
      this.at = from;
      this.end = end;
    }

    boolean isAtEnd() {
      return at == end;
    }

    boolean skip(char wanted) {
      if (at >= end || text[at] != wanted) return false;
      at++;
      return true;
    }

    void require(char wanted) throws Misfit {
      if (!skip(wanted)) throw Misfit.MISFIT;
    }

    /** @return days since the epoch, by the Gregorian calendar */
    long date() throws Misfit {
      int year = number(4);
      require('-');
      int month = number(2);
      require('-');
      int day = number(2);
      boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      if (year < 1 || month < 1 || month > 12 || day < 1) throw Misfit.MISFIT;
      if (day > DAYS[month - 1] + (month == 2 && isLeap ? 1 : 0)) throw Misfit.MISFIT;
      // Years begin in March here, so that the leap day is the last of one.
      int march = month > 2 ? month - 3 : month + 9;
      long years = month > 2 ? year : year - 1;
      return years * 365 + years / 4 - years / 100 + years / 400 + (march * 153 + 2) / 5 + day - 1 - 719_468;
    }

    /** @return seconds since midnight */
    int clock() throws Misfit {
      int hour = number(2);
      require(':');
      int minute = number(2);
      int second = 0;
      if (skip(':')) {
        second = number(2);
        if (skip('.') || skip(',')) nanos = fraction();
      }
      if (hour > 23 || minute > 59 || second > 59) throw Misfit.MISFIT;
      return hour * 3600 + minute * 60 + second;
    }

    /** Digits after the ninth are cut off. */
    private int fraction() throws Misfit {
      int digits = 0;
      int value = 0;
      for (; at < end && text[at] >= '0' && text[at] <= '9'; at++, digits++) if (digits < 9) value = value * 10 + text[at] - '0';
      if (digits == 0) throw Misfit.MISFIT;
      for (; digits < 9; digits++) value *= 10;
      return value;
    }

    /** @return seconds ahead of UTC; 0 where no offset is written */
    int offset() throws Misfit {
      if (isAtEnd() || skip('Z') || skip('z')) return 0;
      int sign = skip('-') ? -1 : 1;
      if (sign == 1) require('+');
      int hours = number(2);
      int minutes = isAtEnd() ? 0 : minutes();
      if (hours > 18 || minutes > 59) throw Misfit.MISFIT;
      return sign * (hours * 3600 + minutes * 60);
    }

    private int minutes() throws Misfit {
      skip(':');
      return number(2);
    }

    private int number(int digits) throws Misfit {
      if (end - at < digits) throw Misfit.MISFIT;
      int value = 0;
      for (int last = at + digits; at < last; at++) {
        char digit = text[at];
        if (digit < '0' || digit > '9') throw Misfit.MISFIT;
        value = value * 10 + digit - '0';
      }
      return value;
    }
  }
}
