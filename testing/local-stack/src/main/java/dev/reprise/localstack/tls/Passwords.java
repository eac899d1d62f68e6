package dev.reprise.localstack.tls;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Makes passwords that nobody can guess, since a stack may stay up for long.
 *
 * <p>Threading: stateless.
 */
public final class Passwords {

    private static final int BYTES = 16;

    private Passwords() {}

    /** Returns a new one, of letters and digits. */
    public static String fresh() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
