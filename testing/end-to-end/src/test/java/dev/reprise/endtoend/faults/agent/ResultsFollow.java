package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: what was kept back follows at the next occasion. Its code is copied into the method. */
final class ResultsFollow {

    private ResultsFollow() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.This Object processor) {
        MutantState.follow(processor);
    }
}
