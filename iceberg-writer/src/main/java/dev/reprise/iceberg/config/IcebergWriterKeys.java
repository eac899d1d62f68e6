package dev.reprise.iceberg.config;

import dev.reprise.common.export.TableName;
import dev.reprise.service.config.ServiceKeys;
import dev.reprise.service.config.Setting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Every key that the writer of analytics tables reads below {@code reprise}. Those of Cassandra and of the asset tables mean
 * nothing to it.
 *
 * <p>Threading: immutable.
 */
@ConfigMapping(prefix = "reprise")
public interface IcebergWriterKeys extends ServiceKeys {

    ExportKeys export();

    IcebergKeys iceberg();

    /** The keys below {@code reprise.export}. */
    interface ExportKeys {

        @Setting(
                min = "PT1S",
                max = "PT6H",
                why = "rows are seen in the tables after this",
                wrong =
                        "too small: many small files and snapshots. Too large: rows are seen late, and more is read again"
                                + " after a crash. Not longer than the topic keeps its records")
        @WithDefault("PT5M")
        Duration commitInterval();

        @Setting(
                unit = "bytes",
                min = "1048576",
                max = "4294967296",
                why = "what engines read well at once",
                wrong = "too small: many files. Too large: few readers share the work of a file")
        @WithDefault("134217728")
        long fileBytes();

        @Setting(
                unit = "bytes",
                min = "1048576",
                max = "1099511627776",
                why = "rows that wait for a commit, as they come; in Parquet they take a quarter or less",
                wrong =
                        "too small: commits come early, and files are small. Too large: the disk of `spill-path` fills up,"
                                + " and a commit takes minutes")
        @WithDefault("1073741824")
        long spillBytesMax();

        @Setting(
                unit = "folder",
                unset = "the folder for temporary files of the JVM",
                why = "rows wait there, without names: nothing is left when the process ends",
                wrong = "in memory (`tmpfs`): rows take memory. Full: the writer begins again, and readiness says why")
        Optional<Path> spillPath();

        @Setting(
                unit = "`namespace.table`",
                why =
                        "the writer's own table: how far the topic is in all tables, and the records that belong into none",
                wrong =
                        "two deployments with one catalogue need two. Another name is another writer, which begins at the"
                                + " beginning of the topic; each table passes over the rows that are in it")
        @WithDefault("reprise.rejected_rows")
        TableName ownTable();

        @Setting(
                unit = "text that the writer has asked for",
                why = "rows were lost before they were read, and a person accepts that",
                wrong = "any other text: nothing is accepted")
        Optional<String> acceptLoss();
    }

    /** The keys below {@code reprise.iceberg}. */
    interface IcebergKeys {

        @Setting(
                unit = "folder, or the address that the catalogue of `properties` wants",
                why = "tables as files, with a catalogue in SQLite beside them: needs nothing else",
                wrong = "a folder that is gone with its machine: so are the tables")
        @WithDefault("warehouse")
        String warehouse();

        @Setting(
                unit = "file with properties of an Iceberg catalogue, such as `type=rest`, `uri=…`",
                unset = "the catalogue in SQLite in the folder `warehouse`",
                why = "REST and JDBC catalogues; a file, since it may hold secrets",
                wrong = "no such file: the service does not start. A catalogue that does not answer is waited for")
        Optional<Path> properties();
    }
}
