package dev.reprise.cli.compare;

import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.FileTrouble;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.cli.text.Words;
import dev.reprise.common.setting.SettingSource;
import dev.reprise.common.wire.Json;
import dev.reprise.elasticsearch.compare.Comparison;
import dev.reprise.elasticsearch.compare.Difference;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reprise compare}: Elasticsearch beside Cassandra. */
@Command(
        name = "compare",
        description =
                "Compare an index with the rows of assets, by id and version: missing, surplus and older documents."
                        + " Exit code 0: none; 3: some.")
public final class CompareCommand implements Callable<Integer> {

    /** Of more, the counts tell. */
    private static final int SHOWN_MAX = 1_000;

    @Parameters(paramLabel = "INDEX", description = "Name of an index or alias.")
    private String index = "";

    @Option(
            names = "--asset-type",
            required = true,
            split = ",",
            paramLabel = "TYPE",
            description = "Type of the assets in the index; all of them, with commas between.")
    private List<String> types = List.of();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Properties file with keys of the services: reprise.cassandra.*, reprise.assets.*,"
                    + " reprise.elasticsearch.*.")
    private @Nullable Path file;

    @Option(
            names = "--cassandra",
            paramLabel = "HOST:PORT",
            description = "In place of reprise.cassandra.contact-points.")
    private @Nullable String cassandra;

    @Option(
            names = "--elasticsearch",
            paramLabel = "HOST:PORT",
            description = "In place of reprise.elasticsearch.hosts.")
    private @Nullable String elasticsearch;

    @Option(names = "--keyspace", paramLabel = "NAME", description = "In place of reprise.assets.keyspace.")
    private @Nullable String keyspace;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Invocation invocation;
    private final Sources sources;

    /** Creates the command. */
    public CompareCommand(Invocation invocation, Sources sources) {
        this.invocation = invocation;
        this.sources = sources;
    }

    @Override
    public Integer call() {
        Map<String, String> given = given();
        List<String> problems = new ArrayList<>();
        var settings = new SettingSource(
                key -> Optional.ofNullable(given.get(key)), (key, problem) -> problems.add(key + ": " + problem));
        try (Sources.Opened opened = sources.open(settings, index)) {
            Comparison.Verdict verdict = opened.compare(types);
            print(verdict);
            return verdict.differences().isEmpty() ? ExitCode.OK : ExitCode.COMPLETED_WITH_FAILURES;
        } catch (IllegalArgumentException wrong) {
            problems.add(String.valueOf(wrong.getMessage()));
            throw new WrongUsageException(String.join("; ", problems));
        }
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        Path named = file;
        if (named != null) {
            var properties = new Properties();
            try (Reader reader = Files.newBufferedReader(named)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new WrongUsageException("--settings " + named + ": " + FileTrouble.words(e));
            } catch (IllegalArgumentException e) {
                throw new WrongUsageException("--settings " + named + ": is no properties file");
            }
            properties.stringPropertyNames().stream()
                    .filter(name -> !properties.getProperty(name).isBlank())
                    .forEach(
                            name -> given.put(name, properties.getProperty(name).trim()));
        }
        if (cassandra != null) {
            given.put("reprise.cassandra.contact-points", cassandra);
        }
        if (keyspace != null) {
            given.put("reprise.assets.keyspace", keyspace);
        }
        if (elasticsearch != null) {
            given.put("reprise.elasticsearch.hosts", elasticsearch);
        }
        return given;
    }

    private void print(Comparison.Verdict verdict) {
        List<Difference> shown = verdict.differences()
                .subList(0, Math.min(SHOWN_MAX, verdict.differences().size()));
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("index", index);
            document.put("assetTypes", types);
            document.put("rows", verdict.rows());
            document.put("documents", verdict.documents());
            for (Difference.Kind kind : Difference.Kind.values()) {
                document.put(kind.word(), verdict.count(kind));
            }
            document.put("differences", shown);
            invocation.console().result(new String(Json.bytes(document), StandardCharsets.UTF_8));
            return;
        }
        shown.forEach(one -> invocation.console().result(one.words()));
        invocation
                .console()
                .result(Words.number(verdict.rows()) + " rows, " + Words.number(verdict.documents()) + " documents: "
                        + Words.number(verdict.count(Difference.Kind.MISSING)) + " missing, "
                        + Words.number(verdict.count(Difference.Kind.SURPLUS)) + " surplus, "
                        + Words.number(verdict.count(Difference.Kind.OLDER)) + " older"
                        + (verdict.differences().size() >= Comparison.DIFFERENCES_MAX ? ", and perhaps more" : ""));
    }
}
