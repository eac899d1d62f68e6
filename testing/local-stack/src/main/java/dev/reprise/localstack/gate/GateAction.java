package dev.reprise.localstack.gate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request does, and the privileges that Elasticsearch asks for.
 *
 * <p>Threading: immutable.
 *
 * @param name as Elasticsearch calls the action
 * @param index on which; empty where the request names none
 * @param privileges all of them are needed
 */
record GateAction(String name, String index, List<String> privileges) {

    private static final String READ = "read";

    /** What the requests do that Reprise makes; everything else is for who may do all. */
    static GateAction of(String method, String path, byte[] body) {
        String[] parts = path.substring(1).split("/", -1);
        boolean hasIndex = !parts[0].startsWith("_");
        String index = hasIndex ? parts[0] : "";
        String what = hasIndex ? (parts.length > 1 ? parts[1] : "") : parts[0];
        return switch (what) {
            case "_search" -> new GateAction("indices:data/read/search", index, List.of(READ));
            case "_count" -> new GateAction("indices:data/read/search", index, List.of(READ));
            case "_mget" -> new GateAction("indices:data/read/mget", index, List.of(READ));
            case "_pit" ->
                hasIndex
                        ? new GateAction("indices:data/read/open_point_in_time", index, List.of(READ))
                        : new GateAction("indices:data/read/close_point_in_time", index, List.of());
            case "_bulk" -> new GateAction("indices:data/write/bulk", index, bulk(body));
            case "_doc", "_create", "_update" -> document(method, index);
            case "_delete_by_query" ->
                new GateAction("indices:data/write/delete/byquery", index, List.of(READ, "delete"));
            case "_refresh" -> new GateAction("indices:admin/refresh", index, List.of("maintenance"));
            case "_mapping", "_settings" -> metadata(method, index);
            case "" -> whole(method, index);
            default -> new GateAction("cluster:" + what, "", List.of("all"));
        };
    }

    private static GateAction document(String method, String index) {
        return switch (method) {
            case "GET", "HEAD" -> new GateAction("indices:data/read/get", index, List.of(READ));
            case "DELETE" -> new GateAction("indices:data/write/delete", index, List.of("delete"));
            default -> new GateAction("indices:data/write/index", index, List.of("index"));
        };
    }

    private static GateAction metadata(String method, String index) {
        return method.equals("GET")
                ? new GateAction("indices:admin/get", index, List.of("view_index_metadata"))
                : new GateAction("indices:admin/mapping/put", index, List.of("manage"));
    }

    private static GateAction whole(String method, String index) {
        return switch (method) {
            case "PUT" -> new GateAction("indices:admin/create", index, List.of("create_index"));
            case "DELETE" -> new GateAction("indices:admin/delete", index, List.of("delete_index"));
            default -> new GateAction("indices:admin/get", index, List.of("view_index_metadata"));
        };
    }

    private static List<String> bulk(byte[] body) {
        List<String> needed = new ArrayList<>();
        String lines = "\n" + new String(body, StandardCharsets.UTF_8);
        if (lines.contains("\n{\"delete\"")) {
            needed.add("delete");
        }
        if (lines.contains("\n{\"index\"") || lines.contains("\n{\"create\"") || lines.contains("\n{\"update\"")) {
            needed.add("index");
        }
        return needed;
    }
}
