package dev.reprise.endtoend.faults.agent;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.FencedWrite;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: no fence. Its code is copied into the method. */
final class WritesAtPresentTime {

    private WritesAtPresentTime() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) FencedWrite write) {
        Asset read = write.read();
        Asset younger = new Asset(
                read.assetId(),
                read.schemaVersion(),
                read.payload(),
                MutantState.nowMicros(),
                read.ttlSeconds(),
                read.lastJob());
        write = new FencedWrite(
                younger, write.schemaVersion(), write.payload(), write.ttlSeconds(), write.job(), write.fence());
    }
}
