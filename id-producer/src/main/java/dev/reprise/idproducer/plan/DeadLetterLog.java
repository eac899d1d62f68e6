package dev.reprise.idproducer.plan;

import dev.reprise.common.assets.LocatedId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters as they were written, for as long as their topic keeps them.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface DeadLetterLog {

    /**
     * Returns which assets a job has left among the dead letters, by type, with the buckets they were found in.
     *
     * @param cause fingerprint of one cause; {@code null} for all
     */
    CompletionStage<Map<String, Set<LocatedId>>> of(String job, @Nullable String cause);
}
