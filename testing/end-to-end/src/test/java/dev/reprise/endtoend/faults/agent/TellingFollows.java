package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: what was kept back is told at the next report. Its code is copied into the method. */
final class TellingFollows {

    private TellingFollows() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.This Object emitter) {
        MutantState.tell(emitter);
    }
}
