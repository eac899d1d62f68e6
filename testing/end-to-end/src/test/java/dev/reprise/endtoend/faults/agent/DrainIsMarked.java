package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: what ends in the drain is told from the rest. Its code is copied into the method. */
final class DrainIsMarked {

    private DrainIsMarked() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.This Object processor) {
        MutantState.draining(processor, true);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.This Object processor) {
        MutantState.draining(processor, false);
    }
}
