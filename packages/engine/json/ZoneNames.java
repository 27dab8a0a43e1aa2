package dev.headrace.json;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Abbreviations of time zones as offsets. An abbreviation names an offset and not a place: 09:15 EST is 14:15 UTC in June too.
 * Only those that mean one thing: UTC and North America by RFC 5322, section 4.3, others by the time zone database of IANA
 * where no other place uses them. `IST` (India, Israel, Ireland) and `BST` are left out, so that such a time is empty.
 */
final class ZoneNames {
  private static final Map<String, String> OFFSETS = new HashMap<>();

  static {
    String[] table = {
      "+00:00 UTC UT GMT Z WET", "+01:00 CET WEST", "+02:00 CEST EET SAST", "+03:00 EEST MSK",
      "+08:00 AWST HKT SGT", "+09:00 JST KST", "+09:30 ACST", "+10:00 AEST", "+10:30 ACDT", "+11:00 AEDT", "+12:00 NZST",
      "+13:00 NZDT", "-03:00 ADT", "-04:00 AST EDT", "-05:00 EST CDT", "-06:00 CST MDT",
      "-07:00 MST PDT", "-08:00 PST AKDT", "-09:00 AKST", "-10:00 HST",
    };
    for (String line : table) {
      String[] words = line.split(" ");
      for (int i = 1; i < words.length; i++) OFFSETS.put(words[i], words[0]);
    }
  }

  /** Runs of `z` outside quotes. */
  private static final Pattern IN_PATTERN = Pattern.compile("'[^']*'|z+");

  private static final Pattern WORD = Pattern.compile("(?<![A-Za-z])[A-Z]{1,5}(?![A-Za-z])");

  private ZoneNames() {}

  /** Whether a pattern asks for the name of a zone. */
  static boolean isIn(String pattern) {
    return IN_PATTERN.matcher(pattern).results().anyMatch(run -> run.group().startsWith("z"));
  }

  /** The pattern with offsets in place of names. */
  static String asOffset(String pattern) {
    return IN_PATTERN.matcher(pattern).replaceAll(run -> run.group().startsWith("z") ? "xxx" : Matcher.quoteReplacement(run.group()));
  }

  /** The text with the offset in place of the name; as it is where it names no zone of the table. */
  static String replaceIn(String text) {
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String offset = OFFSETS.get(words.group());
      if (offset != null) return text.substring(0, words.start()) + offset + text.substring(words.end());
    }
    return text;
  }
}
