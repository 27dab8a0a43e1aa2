package dev.headrace.json;

import java.io.IOException;

/** A message that cannot be read. Its text says why and never quotes the message: exceptions reach logs. */
final class UnreadableMessage extends IOException {
  UnreadableMessage(String reason) {
    super(reason);
  }

  /** Nobody looks where one of many was found. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
