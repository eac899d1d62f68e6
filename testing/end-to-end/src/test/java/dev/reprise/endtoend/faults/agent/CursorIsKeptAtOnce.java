package dev.reprise.endtoend.faults.agent;

import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.emit.SliceCursor;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: the cursor is kept outside of the transaction. Its code is copied into the method. */
final class CursorIsKeptAtOnce {

    private CursorIsKeptAtOnce() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) SliceCursor cursor) {
        MutantState.keep(cursor.slice().key(), Json.bytes(cursor));
    }
}
