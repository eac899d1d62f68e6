package dev.reprise.common.records;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one topic, and never throws. Others may write to a topic too, by mistake or to clean it up; what
 * is not of the form that Reprise gives it is foreign: it is told to {@link ForeignRecords} and passed over, and
 * its neighbours are read.
 *
 * <p>Threading: safe for any number of threads.
 *
 * @param <T> what a record says
 */
public final class RecordReader<T> {

    private final String topic;
    private final int valueBytesMax;
    private final Form<T> form;
    private final ForeignRecords foreign;

    /**
     * What a record of the topic looks like.
     *
     * @param <T> what a record says
     */
    @FunctionalInterface
    interface Form<T> {
        /** Reads a value that is there; throws any exception where it is no such record. */
        T parse(@Nullable String key, byte[] value, HeaderValues headers);
    }

    /** The key is not the one that the value has. */
    static final class OtherKeyException extends IllegalArgumentException {
        OtherKeyException(String wanted, @Nullable String found) {
            super("the key should be '" + wanted + "', not " + (found == null ? "none" : "'" + found + "'"));
        }
    }

    RecordReader(String topic, int valueBytesMax, Form<T> form, ForeignRecords foreign) {
        this.topic = topic;
        this.valueBytesMax = valueBytesMax;
        this.form = form;
        this.foreign = foreign;
    }

    /** Creates the reader of a topic whose broker alone bounds its records. */
    RecordReader(String topic, Form<T> form, ForeignRecords foreign) {
        this(topic, Integer.MAX_VALUE, form, foreign);
    }

    /** Returns the name of the topic. */
    public String topic() {
        return topic;
    }

    /** Tells of a record that is known to be foreign without being read. */
    public void passOver(Foreign why, String reason) {
        foreign.passedOver(topic, why, reason);
    }

    /** Reads a record whose headers say nothing; empty when it is foreign. */
    public Optional<T> read(@Nullable String key, byte @Nullable [] value) {
        return read(key, value, HeaderValues.NONE);
    }

    /** Reads a record; empty when it is foreign. */
    public Optional<T> read(@Nullable String key, byte @Nullable [] value, HeaderValues headers) {
        return read(key, value, headers, reason -> {});
    }

    /**
     * Reads a record; empty when it is foreign.
     *
     * @param whenForeign gets what is wrong with a foreign one, for a person
     */
    public Optional<T> read(
            @Nullable String key, byte @Nullable [] value, HeaderValues headers, Consumer<String> whenForeign) {
        Foreign why;
        String reason;
        if (value == null) {
            why = Foreign.NO_VALUE;
            reason = "the record has no value";
        } else if (value.length > valueBytesMax) {
            why = Foreign.TOO_LARGE;
            reason = "a value of " + value.length + " bytes is larger than any of this topic, at most " + valueBytesMax;
        } else {
            try {
                return Optional.of(form.parse(key, value, headers));
            } catch (OtherKeyException e) {
                why = Foreign.OTHER_KEY;
                reason = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                // Total on purpose: whatever a library throws at bytes of a stranger, the next record is read.
                why = Foreign.UNREADABLE;
                reason = String.valueOf(e.getMessage());
            }
        }
        passOver(why, reason);
        whenForeign.accept(reason);
        return Optional.empty();
    }
}
