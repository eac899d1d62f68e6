package dev.reprise.endtoend.faults.agent;

import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import dev.reprise.processor.Applied;
import java.util.Optional;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: what has to come again becomes a dead letter. Its code is copied into the method. */
final class AgainIsRefused {

    private AgainIsRefused() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter() {
        return true;
    }

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) String why, @Advice.Return(readOnly = false) Optional<Applied> answer) {
        answer = Optional.of(new Applied.Failed(Failure.of(Stage.WRITE, "Busy", why)));
    }
}
