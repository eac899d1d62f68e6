package dev.reprise.localstack.gate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a user may do, in the form of Elasticsearch's own roles.
 *
 * <p>Threading: immutable.
 *
 * @param indices what is allowed on which indices
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record GateRole(List<Indices> indices) {

    /** For the administrator. */
    public static final GateRole SUPERUSER = new GateRole(List.of(new Indices(List.of("*"), List.of("all"))));

    /** What a privilege holds beside itself. */
    private static final Map<String, Set<String>> IMPLIED = Map.of(
            "write", Set.of("index", "create", "create_doc", "delete"),
            "index", Set.of("create", "create_doc"),
            "create", Set.of("create_doc"),
            "manage", Set.of("create_index", "delete_index", "maintenance", "view_index_metadata"));

    public GateRole {
        indices = List.copyOf(indices);
    }

    /**
     * Privileges on some indices.
     *
     * @param names of indices; {@code *} stands for any characters
     * @param privileges as Elasticsearch calls them
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Indices(List<String> names, List<String> privileges) {

        public Indices {
            names = List.copyOf(names);
            privileges = List.copyOf(privileges);
        }

        private boolean covers(String index) {
            return names.stream()
                    .anyMatch(name -> Pattern.matches(("\\Q" + name + "\\E").replace("*", "\\E.*\\Q"), index));
        }
    }

    /**
     * Returns whether a privilege is held.
     *
     * @param index name of the index; empty for a request that names none, for which any index will do
     */
    boolean allows(String index, String privilege) {
        return indices.stream()
                .filter(one -> index.isEmpty() || one.covers(index))
                .flatMap(one -> one.privileges().stream())
                .flatMap(held -> Stream.concat(Stream.of(held), IMPLIED.getOrDefault(held, Set.of()).stream()))
                .anyMatch(held -> held.equals("all") || held.equals(privilege));
    }
}
