package dev.reprise.endtoend.architecture.bad.cycle.two;

import dev.reprise.endtoend.architecture.bad.Offends;
import dev.reprise.endtoend.architecture.bad.cycle.one.NeedsTheOther;

/** The other half. */
@Offends
public record NeedsTheFirst(NeedsTheOther first) {}
