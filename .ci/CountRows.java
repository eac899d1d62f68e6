import java.sql.DriverManager;

/** Counts the rows in the files of a table, by DuckDB, and expects so many, each of another asset: FOLDER ROWS. */
public final class CountRows {

    public static void main(String... arguments) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var found = statement.executeQuery("select count(*), count(distinct asset_id) from read_parquet('"
                        + arguments[0] + "/**/*.parquet')")) {
            found.next();
            long rows = found.getLong(1);
            long assets = found.getLong(2);
            System.out.println("images: the table has " + rows + " rows of " + assets + " assets");
            long expected = Long.parseLong(arguments[1]);
            if (rows != expected || assets != expected) {
                System.exit(1);
            }
        }
    }
}
