package dev.reprise.endtoend.faults.agent;

import dev.reprise.common.assets.FencedWrite;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: no fence. Its code is copied into the method. */
final class WritesAtPresentTime {

    private WritesAtPresentTime() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) FencedWrite write) {
        write = new FencedWrite(
                write.assetId(),
                write.schemaVersion(),
                write.payload(),
                MutantState.nowMicros(),
                write.ttlSeconds(),
                write.job());
    }
}
