package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: a number is always one. Its code is copied into the method. */
final class IsOne {

    private IsOne() {}

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) int number) {
        number = 1;
    }
}
