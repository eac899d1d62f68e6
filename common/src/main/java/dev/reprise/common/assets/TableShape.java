package dev.reprise.common.assets;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table as its schema has it.
 *
 * <p>Threading: immutable.
 *
 * @param name with its keyspace, with a dot between them
 * @param columns all of them, those of the primary key first and in its order
 */
public record TableShape(String name, List<Column> columns) {

    /** What a column is in its table. */
    public enum Kind {
        /** Of the primary key. */
        KEY,
        /** One value for all rows of a partition. */
        STATIC,
        /** A value of the row. */
        REGULAR
    }

    /**
     * A column.
     *
     * @param type as CQL writes it, such as {@code frozen<list<text>>}
     */
    public record Column(String name, String type, Kind kind) {
        public Column {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(kind, "kind");
        }
    }

    public TableShape {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
    }

    /** Returns a column; empty when there is none of this name. */
    public Optional<Column> column(String wanted) {
        return columns.stream().filter(one -> one.name().equals(wanted)).findAny();
    }

    /** Returns the columns of the primary key, in its order. */
    public List<Column> key() {
        return columns.stream().filter(one -> one.kind() == Kind.KEY).toList();
    }
}
