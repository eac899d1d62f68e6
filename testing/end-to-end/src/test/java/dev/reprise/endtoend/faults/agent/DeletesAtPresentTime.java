package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: rows are deleted with whatever was written since they were read. Its code is copied into the method. */
final class DeletesAtPresentTime {

    private DeletesAtPresentTime() {}

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 2, readOnly = false) long timestampMicros) {
        timestampMicros = MutantState.nowMicros();
    }
}
