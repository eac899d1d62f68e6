package dev.reprise.iceberg.session;

import java.time.Duration;
import java.util.Objects;

/**
 * When a commit is due.
 *
 * @param interval after this, if anything was read
 * @param spillBytesMax before, when so many bytes wait
 */
public record ExportLimits(Duration interval, long spillBytesMax) {
    public ExportLimits {
        Objects.requireNonNull(interval, "interval");
    }
}
