import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Says of each pattern (Base64 of its UTF-16LE, a line each) whether Java takes it: null, or why not as JSON. The argument
 * says as what: {@code time} (DateTimeFormatter), {@code date} (SimpleDateFormat) or {@code regexp} (Pattern).
 */
public class Patterns {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_16LE);
      try {
        if (args[0].equals("time")) DateTimeFormatter.ofPattern(text);
        else if (args[0].equals("date")) new SimpleDateFormat(text);
        else Pattern.compile(text);
        out.println("null");
      } catch (IllegalArgumentException | ClassCastException | StackOverflowError refused) {
        // DateTimeFormatterBuilder itself stumbles over some patterns with padding.
        out.println(Json.quoted(String.valueOf(refused.getMessage())));
      }
      if (!in.ready()) out.flush();
    }
    out.flush();
  }
}
