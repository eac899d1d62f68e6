package dev.reprise.workload.livewriter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a payload in logs and reports without showing it: the first 16 hexadecimal digits of its SHA-256. */
public final class PayloadHash {

    private static final int BYTES = 8;

    private PayloadHash() {}

    /** Returns the name of a payload. */
    public static String of(String payload) {
        return of(payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the name of a payload given as UTF-8. */
    public static String of(byte[] utf8) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
