package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: the answer is no. Its code is copied into the method. */
final class IsFalse {

    private IsFalse() {}

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) boolean answer) {
        answer = false;
    }
}
