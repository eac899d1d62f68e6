package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice of {@link ClockAgent}: a time is not the right one. Its code is copied into the method. */
final class IsOff {

    private IsOff() {}

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) long millis) {
        millis += Long.getLong(ClockAgent.OFF_MILLIS, 0);
    }
}
