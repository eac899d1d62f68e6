package dev.reprise.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell, two blanks apart; a row is one line, whatever its cells hold. */
public final class TextTable {

    private static final String GAP = "  ";

    /** What is longer is cut: a table is to be read by row. */
    private static final int CELL_COLUMNS_MAX = 1_000;

    private TextTable() {}

    /**
     * Returns one line for each row.
     *
     * @param rows all with the same number of cells
     */
    public static List<String> lines(List<List<String>> rows) {
        List<List<String>> printable = rows.stream()
                .map(row -> row.stream().map(TextTable::cell).toList())
                .toList();
        List<Integer> widths = new ArrayList<>();
        // What stands last needs no blanks behind it.
        for (int column = 0; column < rows.get(0).size() - 1; column++) {
            int at = column;
            widths.add(printable.stream()
                    .mapToInt(row -> Printable.columns(row.get(at)))
                    .max()
                    .orElse(0));
        }
        return printable.stream().map(row -> line(row, widths)).toList();
    }

    private static String cell(String text) {
        return Printable.cut(Printable.of(text), CELL_COLUMNS_MAX);
    }

    private static String line(List<String> row, List<Integer> widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.size(); column++) {
            line.append(Printable.padded(row.get(column), widths.get(column))).append(GAP);
        }
        return line.append(row.get(widths.size())).toString().stripTrailing();
    }
}
