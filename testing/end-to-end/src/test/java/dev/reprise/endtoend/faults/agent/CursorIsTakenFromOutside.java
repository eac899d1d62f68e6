package dev.reprise.endtoend.faults.agent;

import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.emit.SliceCursor;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: the cursor that was kept outside is believed. Its code is copied into the method. */
final class CursorIsTakenFromOutside {

    private CursorIsTakenFromOutside() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) SliceCursor cursor) {
        byte[] kept = MutantState.kept(cursor.slice().key());
        if (kept != null) {
            cursor = Json.read(kept, SliceCursor.class);
        }
    }
}
