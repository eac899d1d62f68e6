package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: entries are written over what live writers have written. Its code is copied into the method. */
final class EntriesAtPresentTime {

    private EntriesAtPresentTime() {}

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) long writtenAtMicros) {
        writtenAtMicros = MutantState.nowMicros();
    }
}
