package dev.reprise.endtoend.faults.agent;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.FencedWrite;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: the same write gets another time when it is repeated. Its code is copied into the method. */
final class RepetitionGetsNewTime {

    private RepetitionGetsNewTime() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 1, readOnly = false) List<FencedWrite> writes) {
        List<FencedWrite> changed = new ArrayList<>();
        for (FencedWrite write : writes) {
            Asset read = write.read();
            long time = MutantState.isNew(write.assetId() + "@" + write.timestampMicros())
                    ? read.writtenAtMicros()
                    : MutantState.nowMicros();
            Asset younger = new Asset(
                    read.assetId(), read.schemaVersion(), read.payload(), time, read.ttlSeconds(), read.lastJob());
            changed.add(new FencedWrite(
                    younger, write.schemaVersion(), write.payload(), write.ttlSeconds(), write.job(), write.fence()));
        }
        writes = changed;
    }
}
