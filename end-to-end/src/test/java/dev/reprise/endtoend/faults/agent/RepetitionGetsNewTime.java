package dev.reprise.endtoend.faults.agent;

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
            long time = MutantState.isNew(write.assetId() + "@" + write.timestampMicros())
                    ? write.timestampMicros()
                    : MutantState.nowMicros();
            changed.add(new FencedWrite(
                    write.assetId(), write.schemaVersion(), write.payload(), time, write.ttlSeconds(), write.job()));
        }
        writes = changed;
    }
}
