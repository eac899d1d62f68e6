package dev.reprise.iceberg.table;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How files are made.
 *
 * @param names of files, each another one
 * @param bytesMax a file ends soon after so many bytes
 * @param isStopping whether to give up
 */
public record FileTerms(Supplier<String> names, long bytesMax, BooleanSupplier isStopping) {
    public FileTerms {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(isStopping, "isStopping");
    }
}
