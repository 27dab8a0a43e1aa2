package dev.headrace.json;

/** The properties of one message whose values do not fit: read as empty, or the reason why the message cannot be read. */
final class Misfits {
  private final boolean skips;
  private String first;

  Misfits(boolean skips) {
    this.skips = skips;
  }

  void clear() {
    first = null;
  }

  boolean any() {
    return first != null;
  }

  /** A sentence about the first of them. */
  String reason() {
    return first;
  }

  /** @throws UnreadableMessage where such a message is to fail the job */
  void add(String sentence) throws UnreadableMessage {
    if (!skips) throw new UnreadableMessage(sentence);
    if (first == null) first = sentence;
  }
}
