package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of a mutant: a result of the drain is kept back. Its code is copied into the method. */
final class ResultIsPutOff {

    private ResultIsPutOff() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
            @Advice.This Object processor, @Advice.Argument(0) Object item, @Advice.Argument(1) Object result) {
        return MutantState.putOff(processor, item, result);
    }
}
