package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: a time is the present one. Its code is copied into the method. */
final class IsThePresentTime {

    private IsThePresentTime() {}

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) long time) {
        time = MutantState.nowMicros();
    }
}
