package dev.reprise.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with an index beside the table: each row has a document of its version and payload, and there is no other.
 * For tests: all documents are in memory.
 *
 * <p>Threading: one thread.
 */
public final class IndexRules {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<UUID, Document> documents;
    private final Set<UUID> excused;

    /**
     * A document.
     *
     * @param version that of the document
     * @param source what it holds
     */
    public record Document(long version, JsonNode source) {}

    /**
     * Creates the rules.
     *
     * @param documents all of the index
     * @param excused assets that may be in it or not, such as those with a dead letter
     */
    public IndexRules(Map<UUID, Document> documents, Set<UUID> excused) {
        this.documents = new HashMap<>(documents);
        this.excused = Set.copyOf(excused);
    }

    /** Returns everything that is wrong, in words; nobody may write meanwhile. */
    public List<String> problems(RowReader rows) {
        List<String> problems = new ArrayList<>();
        Map<UUID, Document> surplus = new HashMap<>(documents);
        rows.forEach(row -> {
            Document document = surplus.remove(row.assetId());
            String problem = problem(row, document);
            if (problem != null && !excused.contains(row.assetId())) {
                problems.add(row.assetId() + " " + problem);
            }
        });
        surplus.forEach((id, document) -> {
            if (!excused.contains(id)) {
                problems.add(id + " has a document of version " + document.version() + ", and no row");
            }
        });
        return problems;
    }

    private static @Nullable String problem(FinalRow row, @Nullable Document document) {
        if (row.payload() == null) {
            return document == null ? null : "has a document, and no payload";
        }
        long written = Math.max(row.payloadWrittenAt(), row.versionWrittenAt());
        if (document == null) {
            return "has a row of " + written + ", and no document";
        }
        if (document.version() != written) {
            return "has a row of " + written + ", and a document of " + document.version();
        }
        return isSame(row.payload(), document.source()) ? null : "has a document with another content than its row";
    }

    private static boolean isSame(String payload, JsonNode source) {
        try {
            return JSON.readTree(payload).equals(source);
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
