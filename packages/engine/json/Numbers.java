package dev.headrace.json;

import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser.NumberType;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;

/** Numbers, and texts that hold one. A value that the type cannot hold exactly is none, but for fractions of DOUBLE and FLOAT. */
final class Numbers {
  /** Beyond so many digits before or after the point, arithmetic with a decimal takes long: `1e1000000000`. */
  private static final int MOST_DIGITS = 400;

  private Numbers() {}

  /** A whole number: 7, 7.0 and "7", not 7.5. */
  static long whole(JsonParser parser, long least, long most) throws IOException, Misfit {
    long value;
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != NumberType.BIG_INTEGER)
      value = parser.getLongValue();
    else value = exact(decimal(parser));
    if (value < least || value > most) throw Misfit.MISFIT;
    return value;
  }

  private static long exact(BigDecimal value) throws Misfit {
    try {
      return value.longValueExact();
    } catch (ArithmeticException notWhole) {
      throw Misfit.MISFIT;
    }
  }

  static double real(JsonParser parser) throws IOException, Misfit {
    JsonToken token = parser.currentToken();
    double value;
    if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) value = parser.getDoubleValue();
    else value = decimal(parser).doubleValue();
    if (Double.isInfinite(value) || Double.isNaN(value)) throw Misfit.MISFIT;
    return value;
  }

  static float shortReal(JsonParser parser) throws IOException, Misfit {
    // Through the text: a double between would be rounded twice.
    JsonToken token = parser.currentToken();
    boolean isNumber = token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
    float value = isNumber ? Float.parseFloat(parser.getText()) : decimal(parser).floatValue();
    if (Float.isInfinite(value) || Float.isNaN(value)) throw Misfit.MISFIT;
    return value;
  }

  static BigDecimal decimal(JsonParser parser) throws IOException, Misfit {
    JsonToken token = parser.currentToken();
    boolean isNumber = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    if (!isNumber && token != JsonToken.VALUE_STRING) throw Misfit.MISFIT;
    String text = parser.getText().trim();
    if (text.length() > MOST_DIGITS) throw Misfit.MISFIT;
    try {
      BigDecimal value = new BigDecimal(text);
      if (value.scale() > MOST_DIGITS || (long) value.precision() - value.scale() > MOST_DIGITS) throw Misfit.MISFIT;
      return value;
    } catch (NumberFormatException none) {
      throw Misfit.MISFIT;
    }
  }
}
