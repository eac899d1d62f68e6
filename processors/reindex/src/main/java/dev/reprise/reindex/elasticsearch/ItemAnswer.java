package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Elasticsearch answers to one document. The only place that tells the answers apart. */
sealed interface ItemAnswer {

    /** It was written, or removed. */
    ItemAnswer DONE = new Done(false);

    /** There was none before. */
    ItemAnswer CREATED = new Done(true);

    /** A document at least as new is there, or was deleted at least as late. */
    ItemAnswer NEWER = new Newer();

    /** There was nothing to remove. */
    ItemAnswer ABSENT = new Done(false);

    /** Returns what one of the cases makes of it. */
    <T> T as(Cases<T> cases);

    /**
     * All kinds: whoever tells them apart has to think of each.
     *
     * @param <T> what the cases make of it
     */
    interface Cases<T> {

        /** It was done; {@code created} where there was no document before. */
        T done(boolean created);

        /** A newer document stays. */
        T newer();

        /** It has to come again. */
        T again(String why);

        /** This document can never be written. */
        T refused(Failure failure);

        /** A person must do something first. */
        T fatal(String reason);
    }

    /** It was done. */
    record Done(boolean created) implements ItemAnswer {
        @Override
        public <T> T as(Cases<T> cases) {
            return cases.done(created);
        }
    }

    /** A newer document stays. */
    record Newer() implements ItemAnswer {
        @Override
        public <T> T as(Cases<T> cases) {
            return cases.newer();
        }
    }

    /** It has to come again. */
    record Again(String why) implements ItemAnswer {
        @Override
        public <T> T as(Cases<T> cases) {
            return cases.again(why);
        }
    }

    /** This document can never be written. */
    record Refused(Failure failure) implements ItemAnswer {
        @Override
        public <T> T as(Cases<T> cases) {
            return cases.refused(failure);
        }
    }

    /**
     * A person must do something first.
     *
     * @param reason begins with a verb
     */
    record Fatal(String reason) implements ItemAnswer {
        @Override
        public <T> T as(Cases<T> cases) {
            return cases.fatal(reason);
        }
    }

    /** Passes with time, although the status says otherwise: nobody writes to an index that somebody has just closed. */
    Set<String> PASSING = Set.of("es_rejected_execution_exception", "index_closed_exception");

    /** The reason itself has values of the document; the names of fields are all that may be told. */
    Pattern FIELD =
            Pattern.compile("(?:field|introduction of) \\[([^\\]\\[]{1,200})\\](?: of type \\[([a-z_]{1,40})\\])?");

    /** Judges the answer to one document. */
    static ItemAnswer of(BulkResponseItem item) {
        ErrorCause error = item.error();
        String type = error == null || error.type() == null ? "" : error.type();
        int status = item.status();
        if (status == 200 || status == 201) {
            return "created".equals(item.result()) ? CREATED : DONE;
        }
        if (PASSING.contains(type) || status == 429 || status >= 500 || isBeingClosed(type, error)) {
            return new Again(status + " " + type);
        }
        return switch (status) {
            case 409 -> NEWER;
            case 404 -> type.isEmpty() ? ABSENT : new Fatal(noIndex(item.index(), type));
            case 401, 403 -> new Fatal("is refused by Elasticsearch: " + type + " of index '" + item.index() + "'");
            default -> new Refused(failure(type, error));
        };
    }

    /** Other blocks of an index are there on purpose. */
    private static boolean isBeingClosed(String type, @Nullable ErrorCause error) {
        return type.equals("cluster_block_exception")
                && error != null
                && String.valueOf(error.reason()).contains("close");
    }

    private static String noIndex(String index, String type) {
        return "finds no index '" + index + "' any more (" + type + "); create it";
    }

    private static Failure failure(String type, @Nullable ErrorCause error) {
        String field = field(error);
        return Failure.of(
                Stage.WRITE,
                "DocumentRefused",
                "Elasticsearch refuses the document: " + (type.isEmpty() ? "no error told" : type)
                        + (field.isEmpty() ? "" : ", " + field));
    }

    private static String field(@Nullable ErrorCause error) {
        Matcher found = FIELD.matcher(error == null || error.reason() == null ? "" : error.reason());
        if (!found.find()) {
            return "";
        }
        return "field " + found.group(1) + (found.group(2) == null ? "" : " of type " + found.group(2));
    }
}
