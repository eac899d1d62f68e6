package dev.reprise.common.tls;

/** A file of a TLS connection cannot be used. The message says why, without the name of the file and without secrets. */
public final class WrongFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Role role;

    /** What the file is for. */
    public enum Role {
        TRUSTSTORE,
        KEYSTORE
    }

    WrongFileException(Role role, IllegalArgumentException reason) {
        super(reason.getMessage(), reason);
        this.role = role;
    }

    /** Returns which file it is. */
    public Role role() {
        return role;
    }
}
