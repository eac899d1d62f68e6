package dev.reprise.endtoend.faults.agent;

import java.util.Map;
import java.util.Optional;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: what is no summary of a snapshot tells no offsets. Its code is copied into the method. */
final class KnowsSnapshotsAlone {

    private KnowsSnapshotsAlone() {}

    @SuppressWarnings({"OptionalUsedAsFieldOrParameterType", "UnusedVariable"})
    @Advice.OnMethodExit
    static void exit(
            @Advice.Argument(0) Map<String, String> properties, @Advice.Return(readOnly = false) Optional<?> answer) {
        if (!properties.containsKey("total-records")) {
            answer = Optional.empty();
        }
    }
}
