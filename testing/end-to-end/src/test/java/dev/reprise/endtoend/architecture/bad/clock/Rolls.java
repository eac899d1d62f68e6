package dev.reprise.endtoend.architecture.bad.clock;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.Random;

/** Is random without a seed. */
@Offends
class Rolls {

    private final Random random = new Random();

    int roll() {
        return random.nextInt(6);
    }
}
