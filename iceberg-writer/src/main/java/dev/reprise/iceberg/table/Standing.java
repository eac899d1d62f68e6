package dev.reprise.iceberg.table;

import dev.reprise.iceberg.progress.ReadPositions;
import java.util.Objects;

/** Whether rows may go into a table, and which are in it already. */
public sealed interface Standing {

    /** Rows may, from these positions on. */
    record Open(ReadPositions positions) implements Standing {
        public Open {
            Objects.requireNonNull(positions, "positions");
        }
    }

    /** Rows must not: the table belongs to somebody else. */
    record Foreign(String reason) implements Standing {
        public Foreign {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
