package dev.reprise.endtoend.faults.agent;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: no row is found to be gone. Its code is copied into the method. */
final class FindsEveryRow {

    private FindsEveryRow() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter() {
        return true;
    }

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) CompletionStage<Map<?, ?>> answer) {
        answer = CompletableFuture.completedFuture(Map.of());
    }
}
