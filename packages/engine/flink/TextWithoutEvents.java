import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.SerializedThrowable;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;

/**
 * `%textWithoutEvents` in a pattern of the log: the message of a line and its exception, without what may be an event. Messages
 * of Flink's exceptions quote the event or the value that could not be read, so exceptions are printed as classes and
 * places in the code; those of {@link #speaking} packages, which know no events, keep their messages. Of a message the
 * first line is printed, up to the words of an exception in it. Whoever may see events reads the whole trace in Headrace.
 */
@Plugin(name = "TextWithoutEvents", category = PatternConverter.CATEGORY)
@ConverterKeys("textWithoutEvents")
public final class TextWithoutEvents extends LogEventPatternConverter {
  private static final int mostFrames = 30;
  private static final int longest = 2_000;

  /** Beginnings of class names whose messages are about networks, files, memory and brokers. */
  private static final List<String> speaking =
      List.of(
          "java.net.",
          "java.nio.file.",
          "java.lang.OutOfMemoryError",
          "java.util.concurrent.TimeoutException",
          "org.apache.kafka.common.errors.",
          "org.apache.flink.kafka.shaded.org.apache.kafka.common.errors.",
          "org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException");

  /** Where a message goes on with the words of an exception: `…IOException: Failed to deserialize`. */
  private static final Pattern exception = Pattern.compile("\\w(?:Exception|Error|Throwable): ");

  private TextWithoutEvents() {
    super("textWithoutEvents", "text");
  }

  /** Called by Log4j. */
  public static TextWithoutEvents newInstance(String[] options) {
    return new TextWithoutEvents();
  }

  @Override
  public boolean handlesThrowable() {
    return true;
  }

  @Override
  public void format(LogEvent event, StringBuilder out) {
    out.append(heading(event.getMessage().getFormattedMessage())).append('\n');
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    String begin = "";
    for (Throwable one = event.getThrown(); one != null && seen.add(one); one = one.getCause()) {
      out.append(begin).append(nameOf(one)).append('\n');
      StackTraceElement[] frames = one.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, mostFrames); i++) out.append("\tat ").append(frames[i]).append('\n');
      if (frames.length > mostFrames) out.append("\t... ").append(frames.length - mostFrames).append(" more\n");
      begin = "Caused by: ";
    }
  }

  private static String heading(String message) {
    if (message == null) return "";
    String line = message.lines().findFirst().orElse("");
    String text = line.substring(0, Math.min(line.length(), longest));
    Matcher words = exception.matcher(text);
    return words.find() ? text.substring(0, words.end()) + "…" : text;
  }

  private static String nameOf(Throwable one) {
    String name =
        one instanceof SerializedThrowable
            ? ((SerializedThrowable) one).getOriginalErrorClassName()
            : one.getClass().getName();
    String message = one.getMessage();
    if (message == null || speaking.stream().noneMatch(name::startsWith)) return name;
    return name + ": " + message.substring(0, Math.min(message.length(), longest)).replaceAll("\\s+", " ");
  }
}
