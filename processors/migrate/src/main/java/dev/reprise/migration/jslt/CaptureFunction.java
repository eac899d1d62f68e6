package dev.reprise.migration.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.impl.NodeUtils;
import com.schibsted.spt.data.jslt.impl.RegexpFunction;
import dev.reprise.migration.MigrationRefusal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * {@code capture(text, regexp)} as in JSLT: an object of the named groups, empty when there is no match.
 *
 * <p>Replaced because the built-in one (0.1.14) keeps its patterns in a LinkedHashMap that all threads change without a
 * lock. Threading: safe.
 */
final class CaptureFunction implements Function, RegexpFunction {

    /** How groups are named in a pattern; Java 17 cannot be asked. The library uses the same expression. */
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private final BoundedMemo<String, Groups> patterns = new BoundedMemo<>(1_000);

    @Override
    public String getName() {
        return "capture";
    }

    @Override
    public int getMinArguments() {
        return 2;
    }

    @Override
    public int getMaxArguments() {
        return 2;
    }

    /** Lets the compiler check the second argument when it is a literal. */
    @Override
    public int regexpArgumentNumber() {
        return 1;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        if (arguments[0].isNull()) {
            return arguments[0];
        }
        if (arguments[1].isNull()) {
            throw new MigrationRefusal("capture() can't match against null regexp");
        }
        Groups groups = patterns.get(NodeUtils.toString(arguments[1], false), Groups::of);
        ObjectNode captured = JsonNodeFactory.instance.objectNode();
        Matcher matcher = groups.pattern().matcher(NodeUtils.toString(arguments[0], false));
        if (matcher.find()) {
            groups.names().forEach(name -> captured.put(name, matcher.group(name)));
        }
        return captured;
    }

    private record Groups(Pattern pattern, List<String> names) {

        static Groups of(String regexp) {
            try {
                List<String> names = GROUP.matcher(regexp)
                        .results()
                        .map(result -> result.group(1))
                        .sorted()
                        .distinct()
                        .toList();
                return new Groups(Pattern.compile(regexp), names);
            } catch (PatternSyntaxException e) {
                throw new MigrationRefusal("Syntax error in regular expression");
            }
        }
    }
}
