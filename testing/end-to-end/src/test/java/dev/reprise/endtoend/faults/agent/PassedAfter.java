package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice: a point at the end of a method that succeeds. Its code is copied into the method. */
final class PassedAfter {

    private PassedAfter() {}

    @Advice.OnMethodExit
    static void exit(@PointName String point) {
        FailPoints.passed(point);
    }
}
