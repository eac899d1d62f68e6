package dev.reprise.endtoend.faults.agent;

import net.bytebuddy.asm.Advice;

/** Advice: a point at the beginning of a method. Its code is copied into the method. */
final class PassedBefore {

    private PassedBefore() {}

    @Advice.OnMethodEnter
    static void enter(@PointName String point) {
        FailPoints.passed(point);
    }
}
