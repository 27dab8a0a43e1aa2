package dev.headrace.json;

/** A value does not fit the type of its property. One object serves all, since they are many on some topics. */
final class Misfit extends Exception {
  static final Misfit MISFIT = new Misfit();

  private Misfit() {
    super(null, null, false, false);
  }
}
