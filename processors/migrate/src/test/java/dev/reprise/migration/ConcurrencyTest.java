package dev.reprise.migration;

import static dev.reprise.migration.MigrationFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same chains from many threads at once give what one thread gives. */
class ConcurrencyTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 3_000;
    private static final long SEED = 20_260_101L;

    private final Path directory;

    ConcurrencyTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /** Each result depends on every part of its input, so that a variable shared between threads shows. */
    @Test
    void should_give_the_same_results_when_many_threads_use_one_catalog() throws Exception {
        MigrationCatalog catalog = catalog();
        List<JsonNode> payloads = payloads();
        List<JsonNode> expected = payloads.stream()
                .map(payload -> catalog.chain("movie", 1, 4).apply(payload))
                .toList();

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int offset = t * 37;
                work.add(() -> mismatches(catalog, payloads, expected, offset));
            }
            for (Future<Integer> mismatches : threads.invokeAll(work)) {
                assertThat(mismatches.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int mismatches(
            MigrationCatalog catalog, List<JsonNode> payloads, List<JsonNode> expected, int offset) {
        PayloadSchema schema = catalog.schema("movie", 4).orElseThrow();
        int mismatches = 0;
        for (int i = 0; i < ROUNDS; i++) {
            int at = (i + offset) % payloads.size();
            JsonNode migrated = catalog.chain("movie", 1, 4).apply(payloads.get(at));
            boolean valid = schema.violations(migrated).isEmpty();
            if (!migrated.equals(expected.get(at)) || valid != (at % 2 == 0)) {
                mismatches++;
            }
        }
        return mismatches;
    }

    private MigrationCatalog catalog() {
        return new MigrationFixture(directory)
                .migration(
                        "movie/V2__a.jslt",
                        """
                        def double(x) if ($x > 100) $x else double($x * 2)
                        let n = .n
                        let parts = capture(.code, "(?<left>[a-z]+)-(?<right>[0-9]+)")
                        {"n": .n, "doubled": double(.n + 1), "parts": $parts,
                         "dynamic": capture(.code, "(?<x>" + .n + ")"),
                         "date": format-time(.n * 86400, "yyyy-MM-dd"), "list": [for (.list) . + $n]}""")
                .migration(
                        "movie/V3__b.jsonata",
                        """
                        (
                          $n := n;
                          $factorial := function($x) { $x < 2 ? 1 : $x * $factorial($x - 1) };
                          $shout := $uppercase ~> $trim;
                          {
                            "n": $, "own": $n, "input": $$.n, "factorial": $factorial($n % 10),
                            "sorted": [list^(>$)], "shout": $shout(parts.left),
                            "mapped": $map(list, function($v, $i) { $v + $i + $n }),
                            "partial": ($add := function($x, $y) { $x + $y }; $plus := $add($n, ?); $plus(1)),
                            "matched": $replace(parts.left, /[aeiou]/, $string($n)),
                            "transformed": $ ~> |parts|{"right": $n}|
                          }
                        )""")
                .migration("movie/V4__c.jslt", "{\"n\": .own, \"even\": mod(.own, 2) == 0, * : .}")
                .schema(
                        "movie/v4.json",
                        """
                        {"properties": {"even": {"const": true}, "n": {"type": "integer"}}, "required": ["sorted"]}""")
                .load();
    }

    private static List<JsonNode> payloads() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<JsonNode> payloads = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            ObjectNode payload = JsonNodeFactory.instance.objectNode();
            payload.put("n", i);
            StringBuilder code = new StringBuilder();
            random.ints(6, 'a', 'z').forEach(c -> code.append((char) c));
            payload.put("code", code + "-" + random.nextInt(1_000));
            payload.set("list", json("[1, 2, 3]"));
            payloads.add(payload);
        }
        return payloads;
    }
}
