package dev.reprise.endtoend.architecture.bad.cycle.one;

import dev.reprise.endtoend.architecture.bad.Offends;
import dev.reprise.endtoend.architecture.bad.cycle.two.NeedsTheFirst;

/** One half of a cycle. */
@Offends
public record NeedsTheOther(NeedsTheFirst other) {}
