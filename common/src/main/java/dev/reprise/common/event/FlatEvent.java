package dev.reprise.common.event;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which events are printed, of plain ASCII without escapes, byte by byte, without a JSON
 * parser. Whatever is not exactly of this form is left to {@link AssetEventFormat}.
 *
 * <p>Threading: stateless, safe for any number of threads.
 */
final class FlatEvent {

    private static final byte[] JOB = ascii("{\"job\":\"");
    private static final byte[] ASSET_TYPE = ascii("\",\"assetType\":\"");
    private static final byte[] BUCKET = ascii("\",\"bucket\":\"");
    private static final byte[] ASSET_ID = ascii("\",\"assetId\":\"");
    private static final byte[] END = ascii("\"}");
    private static final byte[] HEX = ascii("0123456789abcdef");

    private static final int UUID_LENGTH = 36;
    private static final int FRAME = JOB.length + ASSET_TYPE.length + BUCKET.length + ASSET_ID.length + END.length;
    private static final int TIME_BASED = 1;
    private static final int BITS_PER_DIGIT = 4;
    private static final int DIGIT_MASK = 0xF;
    private static final int TOP_SHIFT = 60;

    private FlatEvent() {}

    /** Returns the bytes, or {@code null} when a name needs escapes or is not ASCII. */
    static byte @Nullable [] print(AssetEvent event) {
        String job = event.job();
        String assetType = event.assetType();
        String bucket = event.bucket();
        if (!isPlain(job) || !isPlain(assetType) || !isPlain(bucket)) {
            return null;
        }
        byte[] bytes = new byte[FRAME + job.length() + assetType.length() + bucket.length() + UUID_LENGTH];
        int at = put(JOB, bytes, 0);
        at = put(job, bytes, at);
        at = put(ASSET_TYPE, bytes, at);
        at = put(assetType, bytes, at);
        at = put(BUCKET, bytes, at);
        at = put(bucket, bytes, at);
        at = put(ASSET_ID, bytes, at);
        at = put(event.assetId(), bytes, at);
        put(END, bytes, at);
        return bytes;
    }

    /** Returns the event, or {@code null} when the bytes are not of this form or its id is no time-based one. */
    static @Nullable AssetEvent read(byte[] bytes) {
        int jobEnd = textEnd(bytes, 0, JOB);
        int typeEnd = jobEnd < 0 ? -1 : textEnd(bytes, jobEnd, ASSET_TYPE);
        int bucketEnd = typeEnd < 0 ? -1 : textEnd(bytes, typeEnd, BUCKET);
        int idFrom = bucketEnd + ASSET_ID.length;
        boolean fits = bucketEnd >= 0
                && bytes.length == idFrom + UUID_LENGTH + END.length
                && matches(bytes, bucketEnd, ASSET_ID)
                && matches(bytes, idFrom + UUID_LENGTH, END);
        UUID assetId = fits ? uuid(bytes, idFrom) : null;
        return assetId == null
                ? null
                : new AssetEvent(
                        text(bytes, JOB.length, jobEnd),
                        text(bytes, jobEnd + ASSET_TYPE.length, typeEnd),
                        text(bytes, typeEnd + BUCKET.length, bucketEnd),
                        assetId);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int character) {
        return character >= ' ' && character < 0x7F && character != '"' && character != '\\';
    }

    /** Returns where the text behind a frame ends, or -1. */
    private static int textEnd(byte[] bytes, int from, byte[] frame) {
        if (!matches(bytes, from, frame)) {
            return -1;
        }
        int at = from + frame.length;
        while (at < bytes.length && isPlain(bytes[at])) {
            at++;
        }
        return at < bytes.length && bytes[at] == '"' ? at : -1;
    }

    private static boolean matches(byte[] bytes, int from, byte[] frame) {
        if (from + frame.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < frame.length; i++) {
            if (bytes[from + i] != frame[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable UUID uuid(byte[] bytes, int from) {
        long most = 0;
        long least = 0;
        int digits = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte one = bytes[from + i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (one != '-') {
                    return null;
                }
                continue;
            }
            int digit = Character.digit(one, 16);
            if (digit < 0) {
                return null;
            }
            if (digits++ < 16) {
                most = most << BITS_PER_DIGIT | digit;
            } else {
                least = least << BITS_PER_DIGIT | digit;
            }
        }
        UUID id = new UUID(most, least);
        return id.version() == TIME_BASED ? id : null;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static int put(byte[] frame, byte[] into, int at) {
        System.arraycopy(frame, 0, into, at, frame.length);
        return at + frame.length;
    }

    private static int put(String text, byte[] into, int at) {
        byte[] ascii = ascii(text);
        return put(ascii, into, at);
    }

    private static int put(UUID id, byte[] into, int at) {
        int next = at;
        for (int i = 0; i < 2 * 16; i++) {
            if (i == 8 || i == 12 || i == 16 || i == 20) {
                into[next++] = '-';
            }
            long half = i < 16 ? id.getMostSignificantBits() : id.getLeastSignificantBits();
            into[next++] = HEX[(int) (half >>> (TOP_SHIFT - BITS_PER_DIGIT * (i % 16))) & DIGIT_MASK];
        }
        return next;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
