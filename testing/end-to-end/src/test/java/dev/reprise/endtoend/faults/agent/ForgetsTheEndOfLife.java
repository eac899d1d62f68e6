package dev.reprise.endtoend.faults.agent;

import dev.reprise.common.assets.FencedWrite;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: the rest of the life is not written again. Its code is copied into the method. */
final class ForgetsTheEndOfLife {

    private ForgetsTheEndOfLife() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) FencedWrite write) {
        write = new FencedWrite(write.read(), write.schemaVersion(), write.payload(), 0, write.job(), write.fence());
    }
}
