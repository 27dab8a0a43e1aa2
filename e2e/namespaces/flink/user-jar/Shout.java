import org.apache.flink.table.functions.ScalarFunction;

/** A function of a user, for a jar that Flink must hand to its TaskManagers. */
public class Shout extends ScalarFunction {
  public String eval(String text) {
    return text + "!";
  }
}
