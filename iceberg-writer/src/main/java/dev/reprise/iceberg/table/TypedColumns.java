package dev.reprise.iceberg.table;

import dev.reprise.iceberg.schema.ColumnType;
import dev.reprise.iceberg.schema.PayloadColumns;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Gives a table the columns that payloads of its asset types have. A column that is there, by whatever spelling and type, stays
 * as it is: readers of the table rely on it.
 *
 * <p>Threading: stateless. Bound: {@link #COLUMNS_MAX} columns of a table, since each takes memory while a file is open.
 */
final class TypedColumns {

    private static final int COLUMNS_MAX = 200;

    private TypedColumns() {}

    /**
     * Adds what is missing.
     *
     * @throws LostRaceException if somebody else changes the table at this moment
     */
    static void add(Table table, Set<String> assetTypes, PayloadColumns known) {
        UpdateSchema update = table.updateSchema();
        Set<String> names = new HashSet<>();
        table.schema().columns().forEach(field -> names.add(folded(field.name())));
        int before = names.size();
        for (String type : assetTypes) {
            for (Map.Entry<String, ColumnType> column : known.of(type).entrySet()) {
                if (names.size() < COLUMNS_MAX && names.add(folded(column.getKey()))) {
                    update.addColumn(column.getKey(), type(column.getValue()));
                }
            }
        }
        if (names.size() > before) {
            try {
                update.commit();
            } catch (CommitFailedException | IllegalArgumentException e) {
                throw new LostRaceException(table.name(), e);
            }
        }
    }

    /** Most SQL engines do not tell capitals from small letters. */
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Type type(ColumnType type) {
        return switch (type) {
            case TEXT -> Types.StringType.get();
            case WHOLE_NUMBER -> Types.LongType.get();
            case NUMBER -> Types.DoubleType.get();
            case TRUTH -> Types.BooleanType.get();
        };
    }
}
