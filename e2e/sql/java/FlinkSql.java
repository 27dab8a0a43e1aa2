import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImplConstants;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImplTokenManager;
import org.apache.flink.sql.parser.impl.SimpleCharStream;
import org.apache.flink.sql.parser.impl.Token;
import org.apache.flink.sql.parser.impl.TokenMgrError;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.functions.BuiltInFunctionDefinition;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.planner.functions.sql.FlinkSqlOperatorTable;

/**
 * Flink's own parser, for tests and for the generated list of its words, functions and types.
 *
 * <p>{@code describe} prints what Flink knows. {@code judge} reads a line for each statement (Base64 of its UTF-16LE) and
 * prints a line of JSON for it: what the parser makes of it, and its tokens. {@code plan} reads expressions in the same
 * form and says whether Flink's planner takes each of them as a column of a view.
 */
public class FlinkSql {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    if (args[0].equals("describe")) {
      describe(out);
    } else {
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_16LE);
        out.println(args[0].equals("judge") ? judge(text) : plan(text));
        if (!in.ready()) out.flush();
      }
    }
    out.flush();
  }

  /** As Flink's planner sets its parser up (PlannerContext.getSqlParserConfig). */
  private static SqlParser parser(String text) {
    return SqlParser.create(
        text,
        SqlParser.config()
            .withParserFactory(FlinkSqlParserImpl.FACTORY)
            .withConformance(FlinkSqlConformance.DEFAULT)
            .withLex(Lex.JAVA)
            .withIdentifierMaxLength(256));
  }

  // ---- judge

  private static String judge(String text) {
    StringBuilder json = new StringBuilder("{");
    try {
      SqlNodeList statements = parser(text).parseStmtList();
      Found found = new Found();
      statements.accept(found);
      json.append("\"statements\":").append(statements.size());
      json.append(",\"selects\":").append(found.selects);
      json.append(",\"hints\":").append(found.hints);
      json.append(",\"functions\":").append(list(found.functions));
      json.append(",\"types\":").append(list(found.types));
      json.append(",\"kinds\":").append(list(found.kinds));
    } catch (Throwable refused) {
      json.append("\"refused\":").append(quoted(String.valueOf(refused.getMessage()).lines().findFirst().orElse("")));
    }
    return json.append(",\"tokens\":").append(tokens(text)).append("}").toString();
  }

  /** What a parsed text holds, wherever it stands in it. */
  private static final class Found extends SqlBasicVisitor<Void> {
    int selects;
    int hints;
    final Set<String> functions = new TreeSet<>();
    final Set<String> types = new TreeSet<>();
    final Set<String> kinds = new TreeSet<>();

    @Override
    public Void visit(SqlCall call) {
      SqlOperator operator = call.getOperator();
      kinds.add(call.getKind().name());
      if (call instanceof SqlSelect) {
        selects++;
        hints += ((SqlSelect) call).getHints().size();
      }
      if (call.getKind() == SqlKind.TABLE_REF) hints++;
      if (operator instanceof SqlFunction || operator.getSyntax() == SqlSyntax.FUNCTION)
        functions.add(operator.getName().toUpperCase(Locale.ROOT));
      return super.visit(call);
    }

    @Override
    public Void visit(SqlDynamicParam parameter) {
      kinds.add("DYNAMIC_PARAM");
      return null;
    }

    /** The words of the type as it is printed, where names of fields are in backticks. */
    @Override
    public Void visit(SqlDataTypeSpec type) {
      FlinkSqlParserImplTokenManager lexer = lexer(type.toString());
      for (Token t = lexer.getNextToken(); t.kind != 0; t = lexer.getNextToken())
        if (t.image.matches("[A-Za-z_].*")) types.add(t.image.toUpperCase(Locale.ROOT));
      return super.visit(type);
    }
  }

  /** The tokens as [kind, start, end], in UTF-16 units; after them the message where the lexer stumbles. */
  private static String tokens(String text) {
    int[] lines = lineStarts(text);
    List<String> found = new ArrayList<>();
    try {
      FlinkSqlParserImplTokenManager lexer = lexer(text);
      for (Token t = lexer.getNextToken(); t.kind != 0; t = lexer.getNextToken()) {
        int start = lines[t.beginLine - 1] + t.beginColumn - 1;
        int end = lines[t.endLine - 1] + t.endColumn;
        found.add("[" + t.kind + "," + start + "," + end + "]");
      }
    } catch (TokenMgrError e) {
      found.add(quoted(e.getMessage()));
    }
    return "[" + String.join(",", found) + "]";
  }

  /** The lexer in the state that the parser puts it in for names in backticks (Lex.JAVA). */
  private static FlinkSqlParserImplTokenManager lexer(String text) {
    FlinkSqlParserImplTokenManager lexer = new FlinkSqlParserImplTokenManager(new Characters(new StringReader(text)));
    lexer.SwitchTo(FlinkSqlParserImplConstants.BTID);
    return lexer;
  }

  private static final class Characters extends SimpleCharStream {
    Characters(Reader reader) {
      super(reader, 1, 1);
      setTabSize(1);
    }
  }

  /** Lines as the lexer's stream counts them: each of \r, \n and \r\n ends one. */
  private static int[] lineStarts(String text) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) starts.add(i + 1);
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  // ---- plan

  /** Whether the planner takes an expression: null, or the class and message of what it threw. */
  private static String plan(String expression) throws InterruptedException {
    String[] refused = {null};
    // A thread of its own has the stack that the SQL gateway's threads have.
    Thread thread =
        new Thread(
            () -> {
              try {
                TableEnvironment flink = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
                // As the backend sets it (planner-settings.ts).
                flink.getConfig().set("table.generated-code.max-length", "64000");
                flink.executeSql(
                    "CREATE TEMPORARY TABLE `t` (`a` INT, `b` BOOLEAN, `s` STRING) WITH ('connector' = 'datagen')");
                flink.executeSql("CREATE TEMPORARY VIEW `v` AS SELECT `a`, (" + expression + "\n) AS `x` FROM `t`");
                flink.explainSql("SELECT * FROM `v`");
              } catch (Throwable thrown) {
                Throwable cause = thrown;
                while (cause.getCause() != null) cause = cause.getCause();
                refused[0] = cause.getClass().getSimpleName() + ": " + cause.getMessage();
              }
            });
    thread.start();
    thread.join();
    return refused[0] == null ? "null" : quoted(refused[0]);
  }

  // ---- describe

  private static void describe(PrintStream out) throws Exception {
    SqlAbstractParserImpl.Metadata words = parser("").getMetadata();
    List<String> tokens = words.getTokens().stream().filter(t -> t.matches("[A-Z][A-Z0-9_]*")).sorted().collect(Collectors.toList());
    out.println("{\"version\":" + quoted(org.apache.flink.runtime.util.EnvironmentInformation.getVersion()));
    out.println(",\"reserved\":" + list(tokens.stream().filter(t -> !words.isNonReservedKeyword(t)).collect(Collectors.toList())));
    out.println(",\"free\":" + list(tokens.stream().filter(words::isNonReservedKeyword).collect(Collectors.toList())));
    out.println(",\"identifierStart\":" + ranges(true));
    out.println(",\"identifierPart\":" + ranges(false));
    Set<String> functions = functions();
    out.println(",\"functions\":" + list(functions));
    out.println(",\"bare\":" + list(FlinkSqlOperatorTable.instance(false).getOperatorList().stream()
        .filter(operator -> operator.getSyntax() == SqlSyntax.FUNCTION_ID)
        .map(SqlOperator::getName)
        .filter(name -> !name.equals("PI"))
        .sorted()
        .collect(Collectors.toList())));
    out.println(",\"spellings\":" + spellings(tokens, functions));
    out.println(",\"types\":" + list(types()));
    // Of the kinds that are no keywords: <QUOTED_STRING>.
    out.println(",\"tokenKinds\":" + list(List.of(FlinkSqlParserImplConstants.tokenImage).stream()
        .filter(image -> image.matches("<[A-Z_]+>"))
        .map(image -> image.substring(1, image.length() - 1))
        .collect(Collectors.toList())) + "}");
  }

  /** Functions that SQL can call: those of the operator table, and those that are defined with an implementation. */
  private static Set<String> functions() {
    Set<String> found = new TreeSet<>();
    for (SqlOperator operator : FlinkSqlOperatorTable.instance(false).getOperatorList())
      if (Set.of(SqlSyntax.FUNCTION, SqlSyntax.FUNCTION_ID, SqlSyntax.FUNCTION_STAR).contains(operator.getSyntax()))
        found.add(operator.getName().toUpperCase(Locale.ROOT));
    for (BuiltInFunctionDefinition definition : BuiltInFunctionDefinitions.getDefinitions().stream()
        .filter(BuiltInFunctionDefinition.class::isInstance)
        .map(BuiltInFunctionDefinition.class::cast)
        .collect(Collectors.toList()))
      if (definition.hasRuntimeImplementation() && !definition.isInternal())
        found.add(definition.getSqlName().toUpperCase(Locale.ROOT));
    found.removeIf(name -> !name.matches("[A-Z][A-Z0-9_]*"));
    return found;
  }

  /** Words that the parser itself turns into a function of another name. */
  private static String spellings(Collection<String> words, Set<String> functions) {
    TreeMap<String, String> found = new TreeMap<>();
    for (String word : words) {
      if (functions.contains(word)) continue;
      for (String arguments : List.of("()", "(a)", "(a, b)", "(a, b, c)", "(a AS INT)", "('k': a)", "(DAY FROM a)", "(a USING b)")) {
        Found in = new Found();
        try {
          parser("SELECT " + word + arguments + " FROM t").parseStmtList().accept(in);
        } catch (Exception notSo) {
          continue;
        }
        in.functions.stream().filter(name -> !name.equals(word)).forEach(name -> found.putIfAbsent(word, name));
      }
    }
    return found.entrySet().stream()
        .map(e -> quoted(e.getKey()) + ":" + quoted(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** The words that Flink writes its data types with (LogicalTypeParser). */
  private static Set<String> types() throws Exception {
    Class<?> words = Class.forName("org.apache.flink.table.types.logical.utils.LogicalTypeParser$Keyword");
    Set<String> found = new TreeSet<>();
    for (Object word : words.getEnumConstants()) found.add(word.toString());
    return found;
  }

  /** The characters of identifiers, as ranges of UTF-16 units, asked of the lexer one by one. */
  private static String ranges(boolean first) {
    List<String> found = new ArrayList<>();
    int from = -1;
    for (int c = 0; c <= 0x10000; c++) {
      boolean is = c < 0x10000 && isIdentifier(first ? (char) c + "zq" : "zq" + (char) c);
      if (is && from < 0) from = c;
      if (!is && from >= 0) {
        found.add("[" + from + "," + (c - 1) + "]");
        from = -1;
      }
    }
    return "[" + String.join(",", found) + "]";
  }

  private static boolean isIdentifier(String text) {
    try {
      FlinkSqlParserImplTokenManager lexer = lexer(text);
      Token t = lexer.getNextToken();
      boolean word = t.kind == FlinkSqlParserImplConstants.IDENTIFIER;
      return word && t.image.equals(text) && lexer.getNextToken().kind == 0;
    } catch (TokenMgrError e) {
      return false;
    }
  }

  // ---- JSON

  private static String list(Collection<String> values) {
    return values.stream().map(FlinkSql::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String value) {
    return Json.quoted(value);
  }
}
