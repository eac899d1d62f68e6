package dev.reprise.migration.jsonata;

import com.dashjoin.jsonata.JException;
import dev.reprise.migration.MigrationRefusal;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns failures of the JSONata library into reasons without payload values. Stateless. */
final class JsonataReasons {

    /** The codes of {@code $error} and {@code $assert}, whose texts are constant: see {@link JsonataPurity}. */
    private static final Set<String> AUTHORED = Set.of("D3137", "D3141");

    private static final Pattern CODE = Pattern.compile("[STD]\\d{4}");

    /** Written by the library around the name of the function. */
    private static final String ARGUMENT_ERROR = "Argument error calling function ";

    /** The library wraps errors met inside functions, at most once for each level of calls. */
    private static final int CAUSES_MAX = 1_000;

    private JsonataReasons() {}

    static MigrationRefusal of(RuntimeException failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
            if (cause instanceof MigrationRefusal refusal) {
                return refusal;
            } else if (cause instanceof JException error) {
                return new MigrationRefusal(reason(error));
            } else if (cause instanceof StackOverflowError) {
                return new MigrationRefusal("the recursion is too deep");
            }
            String message = cause.getMessage();
            if (message != null && message.startsWith(ARGUMENT_ERROR)) {
                return new MigrationRefusal("an argument of $" + message.substring(ARGUMENT_ERROR.length())
                        + " is of a type it does not take, such as null");
            }
            cause = cause.getCause();
        }
        return new MigrationRefusal(failure.getClass().getSimpleName() + " in the JSONata");
    }

    private static String reason(JException error) {
        String code = error.getError();
        if (code == null || !CODE.matcher(code).matches()) {
            return "the JSONata failed";
        }
        if (AUTHORED.contains(code)) {
            return String.valueOf(error.getCurrent());
        }
        // The text of the code with dots for its values, which may be values of the payload.
        return JException.msg(code, -1, "…", "…") + " (" + code + ")";
    }
}
