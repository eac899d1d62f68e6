package dev.reprise.endtoend.architecture.bad.injection;

import dev.reprise.endtoend.architecture.bad.Offends;
import jakarta.inject.Inject;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Has a field that somebody else fills. */
@Offends
class FillsItself {

    @Inject
    @Nullable
    Clock clock;
}
