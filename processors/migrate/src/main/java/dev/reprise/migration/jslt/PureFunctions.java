package dev.reprise.migration.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.NodeUtils;
import dev.reprise.migration.MigrationRefusal;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.stream.Stream;

/**
 * Functions of JSLT whose built-in form depends on more than its arguments, rewritten so that it does not. They take
 * precedence over the built-in ones. Apart from that they behave as JSLT 0.1.14 does: {@code parse-time} is lenient too
 * ({@code Jun 31} is July 1) and ignores what follows the date. Stateless.
 */
@SuppressWarnings("JavaUtilDate") // the patterns of JSLT are those of SimpleDateFormat
final class PureFunctions {

    /** Date formats differ by locale in month names and in the day a week begins; this is the usual one of JSLT. */
    private static final Locale LOCALE = Locale.US;

    private static final Set<String> ZONES = Set.copyOf(List.of(TimeZone.getAvailableIDs()));
    private static final BoundedMemo<String, SimpleDateFormat> FORMATS = new BoundedMemo<>(1_000);

    private static final List<Function> TEXT_AND_TIME = List.of(
            new PureFunction("now", 0, 0, arguments -> refuse("now() reads the clock")),
            new PureFunction("random", 0, 0, arguments -> refuse("random() is random")),
            new PureFunction("error", 1, 1, arguments -> refuse(NodeUtils.toString(arguments[0], false))),
            new PureFunction("lowercase", 1, 1, PureFunctions::lowercase),
            new PureFunction("uppercase", 1, 1, PureFunctions::uppercase),
            new PureFunction("parse-time", 2, 3, PureFunctions::parseTime),
            new PureFunction("format-time", 2, 3, PureFunctions::formatTime),
            JsltCheckpoints.FUNCTION,
            new CaptureFunction());

    /** All that take the place of built-in functions and operators. */
    static final List<Function> ALL = Stream.of(TEXT_AND_TIME, NumberFunctions.ALL, ExactOperators.ALL)
            .flatMap(List::stream)
            .toList();

    private PureFunctions() {}

    private static JsonNode refuse(String reason) {
        throw new MigrationRefusal(reason);
    }

    private static JsonNode lowercase(JsonNode[] arguments) {
        return arguments[0].isNull()
                ? arguments[0]
                : new TextNode(NodeUtils.toString(arguments[0], false).toLowerCase(Locale.ROOT));
    }

    private static JsonNode uppercase(JsonNode[] arguments) {
        return arguments[0].isNull()
                ? arguments[0]
                : new TextNode(NodeUtils.toString(arguments[0], false).toUpperCase(Locale.ROOT));
    }

    private static JsonNode parseTime(JsonNode[] arguments) {
        if (arguments[0].isNull()) {
            return NullNode.instance;
        }
        String pattern = NodeUtils.toString(arguments[1], false);
        if (DatePatterns.guessesCentury(pattern)) {
            throw new MigrationRefusal(DatePatterns.CENTURY);
        }
        Date time = format(pattern, new SimpleTimeZone(0, "UTC"))
                .parse(NodeUtils.toString(arguments[0], false), new ParsePosition(0));
        if (time != null) {
            return new DoubleNode(time.getTime() / 1000.0);
        }
        if (arguments.length > 2) {
            return arguments[2];
        }
        throw new MigrationRefusal("parse-time: the text is not a date of the pattern");
    }

    private static JsonNode formatTime(JsonNode[] arguments) {
        JsonNode seconds = NodeUtils.number(arguments[0], null);
        if (seconds == null || seconds.isNull()) {
            return NullNode.instance;
        }
        TimeZone zone = new SimpleTimeZone(0, "UTC");
        if (arguments.length == 3) {
            String name = NodeUtils.toString(arguments[2], false);
            if (!ZONES.contains(name)) {
                throw new JsltException("format-time: Unknown timezone");
            }
            zone = TimeZone.getTimeZone(name);
        }
        long millis = Math.round(seconds.asDouble() * 1000);
        return new TextNode(
                format(NodeUtils.toString(arguments[1], false), zone).format(new Date(millis)));
    }

    /** A format of its own for each call, since formats are not safe for threads; copying is cheaper than making one. */
    private static SimpleDateFormat format(String pattern, TimeZone zone) {
        try {
            SimpleDateFormat prototype = FORMATS.get(pattern, made -> new SimpleDateFormat(made, LOCALE));
            SimpleDateFormat format = (SimpleDateFormat) prototype.clone();
            format.setTimeZone(zone);
            return format;
        } catch (IllegalArgumentException e) {
            throw new MigrationRefusal("the pattern is not one of a date");
        }
    }
}
