package dev.reprise.common.async;

/** What a failed operation on a remote system means for the asset it was for. */
public enum RemoteError {
    /** The system is slow, away or overloaded: the same operation may succeed later. Says nothing about the asset. */
    RETRYABLE,
    /** The system refuses this very operation, and always will. */
    POISON,
    /** The system refuses all operations of this kind: permissions, schema, configuration. A person must fix it. */
    FATAL
}
