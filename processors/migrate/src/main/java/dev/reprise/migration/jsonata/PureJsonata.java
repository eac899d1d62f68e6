package dev.reprise.migration.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import dev.reprise.migration.MigrationRefusal;
import java.text.ParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Functions of JSONata whose built-in form depends on more than its arguments, rewritten so that it does not, or
 * refused. Bound to each compiled expression, where they hide the built-in ones. Stateless; public because the library
 * calls the methods by reflection.
 */
public final class PureJsonata {

    static final String YEAR = "$toMillis with a picture without [Y takes the year from the clock";

    /** Digits alone are a year; a date alone is midnight UTC; a time of day needs an offset. */
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d+|\\d{4}-\\d{2}-\\d{2}|.*(?:[Zz]|[+-]\\d{2}(?::?\\d{2})?)");

    private PureJsonata() {}

    static void bindTo(Jsonata expression) {
        bind(expression, "lowercase", "<s-:s>");
        bind(expression, "uppercase", "<s-:s>");
        bind(expression, "toMillis", "<s-s?:n>");
        JsonataPurity.REFUSED.forEach((name, reason) -> {
            JFunctionCallable refusing = (input, arguments) -> {
                throw new MigrationRefusal(reason);
            };
            expression.registerFunction(name, new JFunction(refusing, null));
        });
    }

    private static void bind(Jsonata expression, String name, String signature) {
        expression.registerFunction(name, new JFunction(name, signature, PureJsonata.class, null, name));
    }

    /** {@code $lowercase}, by the rules of no language; undefined stays undefined. */
    public static @Nullable String lowercase(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** {@code $uppercase}, by the rules of no language; undefined stays undefined. */
    public static @Nullable String uppercase(@Nullable String text) {
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    /**
     * {@code $toMillis}. The built-in one takes a missing year from the clock, and a missing offset from the machine.
     *
     * @throws MigrationRefusal in these two cases, and when the text is no date
     */
    public static @Nullable Long toMillis(@Nullable String timestamp, @Nullable String picture) {
        if (timestamp == null) {
            return null;
        }
        if (picture != null && !namesYear(picture)) {
            throw new MigrationRefusal(YEAR);
        }
        if (picture == null && !TIMESTAMP.matcher(timestamp).matches()) {
            throw new MigrationRefusal("$toMillis of a text without an offset depends on the machine's time zone");
        }
        try {
            return Functions.dateTimeToMillis(timestamp, picture);
        } catch (ParseException | RuntimeException e) {
            throw new MigrationRefusal("$toMillis of a text that is not a date of this form");
        }
    }

    static boolean namesYear(String picture) {
        return picture.contains("[Y");
    }
}
