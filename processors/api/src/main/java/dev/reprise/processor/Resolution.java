package dev.reprise.processor;

import dev.reprise.common.job.Pinned;
import java.util.List;
import java.util.Objects;

/** Whether a processor can do what is asked. */
public sealed interface Resolution {

    /** Returns every reason why it cannot; empty when it can. */
    List<String> problems();

    /** It can, and this must not change while the job runs. */
    record Accepted(Pinned pinned) implements Resolution {
        public Accepted {
            Objects.requireNonNull(pinned, "pinned");
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    }

    /**
     * It cannot.
     *
     * @param problems every reason, for a person; at least one
     */
    record Refused(List<String> problems) implements Resolution {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal without a reason");
            }
        }
    }
}
