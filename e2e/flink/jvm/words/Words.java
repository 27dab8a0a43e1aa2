/** Prints what a JVM makes of letters: those of a source, and a small letter of an `I`. */
public final class Words {
  public static void main(String[] args) {
    System.out.println("Šárka…");
    System.err.println("Šárka…");
    System.out.println("ID".toLowerCase());
  }
}
