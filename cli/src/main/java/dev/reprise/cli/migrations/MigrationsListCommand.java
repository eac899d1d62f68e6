package dev.reprise.cli.migrations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.text.TextTable;
import dev.reprise.common.wire.Json;
import dev.reprise.migration.InvalidMigrationsException;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reprise migrations list}: every migration with what is known of it. */
@Command(name = "list", description = "List all migrations.")
public final class MigrationsListCommand implements Callable<Integer> {

    private static final List<String> TITLES =
            List.of("TYPE", "FROM", "TO", "NAME", "LANGUAGE", "EXAMPLES", "SCHEMA", "CHECKSUM", "FILE");

    private static final int CHECKSUM_SHOWN = 12;

    @Mixin
    private final SourceOptions options = new SourceOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Invocation invocation;

    /** Creates the command. */
    public MigrationsListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var console = invocation.console();
        try {
            List<MigrationDescriptor> all =
                    MigrationCatalog.load(options.sources(invocation)).list();
            (json ? List.of(document(all)) : table(all)).forEach(console::result);
            return ExitCode.OK;
        } catch (InvalidMigrationsException wrong) {
            wrong.problems().forEach(problem -> console.remark(problem.toString()));
            return ExitCode.FAILED;
        }
    }

    private static List<String> table(List<MigrationDescriptor> migrations) {
        if (migrations.isEmpty()) {
            return List.of("no migrations");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        for (MigrationDescriptor one : migrations) {
            rows.add(List.of(
                    one.assetType(),
                    Integer.toString(one.fromVersion()),
                    Integer.toString(one.toVersion()),
                    one.name(),
                    one.language(),
                    Integer.toString(one.examples()),
                    one.hasSchema() ? "yes" : "no",
                    one.checksum().substring(0, CHECKSUM_SHOWN),
                    one.file()));
        }
        return TextTable.lines(rows);
    }

    private static String document(List<MigrationDescriptor> migrations) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (MigrationDescriptor one : migrations) {
            array.addObject()
                    .put("assetType", one.assetType())
                    .put("fromVersion", one.fromVersion())
                    .put("toVersion", one.toVersion())
                    .put("name", one.name())
                    .put("language", one.language())
                    .put("examples", one.examples())
                    .put("hasSchema", one.hasSchema())
                    .put("checksum", one.checksum())
                    .put("file", one.file())
                    .set("warnings", Json.mapper().valueToTree(one.warnings()));
        }
        return new String(Json.bytes(array), StandardCharsets.UTF_8);
    }
}
