package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: what became of an asset is kept back. Its code is copied into the method. */
final class TellingIsPutOff {

    private TellingIsPutOff() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.This Object emitter, @Advice.AllArguments Object[] arguments) {
        return MutantState.isUntold(emitter, arguments);
    }
}
