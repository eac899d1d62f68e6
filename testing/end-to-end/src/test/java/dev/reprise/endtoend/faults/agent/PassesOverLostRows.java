package dev.reprise.endtoend.faults.agent;

import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.progress.TopicState;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Advice of a mutant: records that the topic has forgotten are passed over. Its code is copied into the method. */
final class PassesOverLostRows {

    private PassesOverLostRows() {}

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Advice.Argument(0) ReadPositions read,
            @Advice.Argument(1) TopicState topic,
            @Advice.Return(readOnly = false) ReadPositions from,
            @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
        if (thrown != null && read.topicId().equals(topic.id())) {
            from = read.furthest(new ReadPositions(topic.id(), topic.begins()));
            thrown = null;
        }
    }
}
