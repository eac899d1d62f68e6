package dev.reprise.common.request;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header by which a request says which trace it belongs to, as W3C Trace Context has it. */
public final class TraceParent {

    /** Name of the header. */
    public static final String HEADER = "traceparent";

    /** Version, trace, span and flags. An id of zeros is none. */
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** Returns the text if it has the right form; anybody may write the header, so another is no error. */
    public static @Nullable String orNull(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? text : null;
    }

    /** Returns the value of the header as text if it has the right form. */
    public static @Nullable String orNull(byte @Nullable [] header) {
        return header == null ? null : orNull(new String(header, StandardCharsets.US_ASCII));
    }
}
