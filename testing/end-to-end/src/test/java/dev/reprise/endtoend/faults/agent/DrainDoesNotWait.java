package dev.reprise.endtoend.faults.agent;

import dev.reprise.worker.topology.async.AsyncEngine;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: the drain sends what is collected and does not wait for it. Its code is copied into the method. */
final class DrainDoesNotWait {

    private DrainDoesNotWait() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.This AsyncEngine<?, ?> engine) {
        engine.flush();
        return true;
    }
}
