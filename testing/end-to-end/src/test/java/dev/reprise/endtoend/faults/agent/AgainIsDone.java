package dev.reprise.endtoend.faults.agent;

import dev.reprise.common.event.Outcome;
import dev.reprise.processor.Applied;
import java.util.Optional;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: what has to come again counts as done. Its code is copied into the method. */
final class AgainIsDone {

    private AgainIsDone() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter() {
        return true;
    }

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) Optional<Applied> answer) {
        answer = Optional.of(new Applied.Done(Outcome.CHANGED));
    }
}
