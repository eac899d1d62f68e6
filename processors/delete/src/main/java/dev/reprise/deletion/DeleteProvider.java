package dev.reprise.deletion;

import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.InvalidProcessorException;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorProvider;
import dev.reprise.processor.ProcessorSetting;
import java.util.List;

/** Makes the processor {@code delete}. */
public final class DeleteProvider implements ProcessorProvider {

    static final String TOMBSTONES = "reprise.processors.delete.tombstones-per-partition-and-hour";

    /** Half of {@code tombstone_failure_threshold}, above which Cassandra refuses to read a part of a partition. */
    private static final String TOMBSTONES_DEFAULT = "50000";

    /** Created by the service loader. */
    public DeleteProvider() {}

    @Override
    public String name() {
        return DeleteProcessor.NAME;
    }

    @Override
    public List<ProcessorSetting> settings() {
        return List.of(new ProcessorSetting(
                TOMBSTONES,
                "rows, at least 1; those that one worker deletes within an hour in one partition of type and bucket",
                TOMBSTONES_DEFAULT + ", half of what Cassandra reads past by default (`tombstone_failure_threshold`)",
                "too small: the job is paused with that message until the hour is over. Too large: whoever reads the"
                        + " partition reads past all these tombstones for `gc_grace_seconds`"));
    }

    @Override
    public AssetProcessor<?> create(ProcessorContext context) {
        String text = context.setting(TOMBSTONES).orElse(TOMBSTONES_DEFAULT);
        try {
            int most = Integer.parseInt(text.trim());
            if (most >= 1) {
                return new DeleteProcessor(most);
            }
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static InvalidProcessorException wrong(String text) {
        return new InvalidProcessorException(
                List.of(TOMBSTONES + " must be a whole number of at least 1, not '" + text + "'"));
    }
}
