package dev.reprise.common.request;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes what strangers post: sound requests, requests with mistakes, extreme numbers and texts, and what is no request at
 * all. The same seed makes the same documents.
 *
 * <p>Threading: one thread.
 */
public final class FuzzedRequests {

    private static final List<String> NUMBERS = List.of(
            ("0 -0 -0.0 1 2 2.0 2e0 3 1.5 0.05 0.050 1e9 1e18 1e19 -1 1e308 1e309 1e400 1e999 1e1000 1e-400 1e-1001"
                            + " 100e2147483647 1e2147483647 1e-2147483647 10e-2147483647 0e2147483647 0e-2147483647"
                            + " 1e2147483648 1e99999999999 2147483647 2147483648 9223372036854775807"
                            + " 9223372036854775808 -9223372036854775808 -9223372036854775809 4.9e-324"
                            + " NaN Infinity -Infinity 01 1. .5 +1 0x10 1e 1_000")
                    .split(" "));

    /** As they stand between quotation marks. */
    private static final List<String> TEXTS =
            List.of(("| |movie|song|größe|a b|tv/show|%2F|*|..|movie,song|<now/d>|移动|😀|\\ud800|x\\udc00|"
                            + "\\ud83d\\ude00|\\u0000|\\u0085|\\u202e|\\u2028|a\\nb|\\\"|\\q|\u007f|"
                            + "2024-01-01T00:00:00Z|2024-07-01T00:00:00.123456789Z|0000-01-01T00:00:00Z|"
                            + "9999-12-31T23:59:59.999999999Z|+1000000000-12-31T23:59:59.999999999Z|"
                            + "-1000000000-01-01T00:00:00Z|2024-02-30T00:00:00Z|2024-01-01|PT2S|P9223372036854775807D|"
                            + "latest|migrate|run|preview|pause|submit|5c2a0000-0000-11ee-8080-808080808080|"
                            + "ffffffff-ffff-1fff-ffff-ffffffffffff|0b0f0b8e-44c1-4a0e-8b51-0d2f6a1c9d10|0123456789ab|"
                            + "J|j1|null")
                    .split("\\|", -1));

    private static final List<String> FIELDS =
            List.of(("type|job|selector|processor|mode|limits|outcomes|requestedBy|reason|assetType|from|to|"
                            + "query|ids|deadLettersOf|cause|sample|name|toVersion|eventsPerSecond|maxFailures|"
                            + "maxFailureRatio|targets||\\u0000|\\ud800|größe|@type")
                    .split("\\|", -1));

    private static final int DEPTH_MAX = 3_000;

    private static final int REPEATS_MAX = 70_000;

    /** One document of so many is large; the others are small, so that there can be many. */
    private static final int LARGE_ONE_OF = 1_000;

    private final SplittableRandom random;

    /** Creates the source of documents of a seed. */
    public FuzzedRequests(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Returns the value of the next message. */
    public byte[] next() {
        if (random.nextInt(LARGE_ONE_OF) == 0) {
            return large().getBytes(UTF_8);
        }
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> text(request()).getBytes(UTF_8);
            case 4, 5, 6 -> text(mutated(request(), 0.08)).getBytes(UTF_8);
            case 7 -> text(mutated(request(), 0.4)).getBytes(UTF_8);
            case 8 -> spoilt(text(request()).getBytes(UTF_8));
            case 9 -> text(anything(4)).getBytes(UTF_8);
            case 10 -> framed(text(request()));
            default -> bytes(random.nextInt(40));
        };
    }

    private Map<String, Object> request() {
        String type = one(List.of("submit", "submit", "submit", "pause", "resume", "cancel", "throttle"));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", quoted(type));
        request.put("job", quoted("j" + random.nextInt(50)));
        if (type.equals("throttle")) {
            request.put("eventsPerSecond", random.nextBoolean() ? "null" : number());
        }
        if (type.equals("submit")) {
            request.put("selector", selector());
            request.put(
                    "processor", map("name", quoted("migrate"), "toVersion", one(List.of("2", "\"latest\"", "2.0"))));
            maybe(request, "mode", quoted(one(List.of("run", "preview", "synchronous"))));
            maybe(request, "limits", limits());
            maybe(request, "outcomes", one(List.of("true", "false")));
        }
        maybe(request, "requestedBy", quoted(one(TEXTS)));
        maybe(request, "reason", quoted(one(TEXTS).repeat(1 + random.nextInt(3))));
        return request;
    }

    private Object limits() {
        String p99 = quoted(one(List.of("PT0.01S", "PT0.010S", "pt1m")));
        return map(
                "eventsPerSecond",
                number(),
                "maxFailures",
                "7",
                "maxFailureRatio",
                "0.50",
                "productionLatencyP99Max",
                p99);
    }

    private Object selector() {
        String type = quoted(random.nextBoolean() ? "movie" : one(TEXTS));
        String early = quoted(one(List.of("2024-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "1582-10-14T00:00:00Z")));
        String late = quoted(one(List.of("2024-02-01T00:00:00.5Z", "9999-12-31T23:59:59.999999999Z")));
        return switch (random.nextInt(6)) {
            case 0 -> map("assetType", type);
            case 1 -> map("assetType", new ArrayList<Object>(List.of(type, quoted("song"))), "from", early, "to", late);
            case 2 -> map("from", early, "to", late, "sample", number());
            case 3 -> map("assetType", type, "query", map("term", anything(3)));
            case 4 -> map("assetType", type, "ids", new ArrayList<Object>(List.of(id(), id(), id())));
            default -> map("deadLettersOf", quoted("j" + random.nextInt(50)), "cause", quoted("0123456789ab"));
        };
    }

    private String id() {
        return quoted(String.format(
                "%08x-%04x-1%03x-8080-808080808080",
                random.nextInt(), random.nextInt(1 << 16), random.nextInt(1 << 12)));
    }

    /** Replaces, drops, renames and adds, each place with the same probability. */
    private Object mutated(Object value, double probability) {
        if (random.nextDouble() < probability) {
            return anything(2);
        }
        if (value instanceof Map<?, ?> fields) {
            Map<String, Object> mutated = new LinkedHashMap<>();
            fields.forEach((name, child) -> {
                if (random.nextDouble() >= probability) {
                    String kept = random.nextDouble() < probability ? one(FIELDS) : (String) name;
                    mutated.put(kept, mutated(child, probability));
                }
            });
            if (random.nextDouble() < probability) {
                mutated.put(one(FIELDS), anything(2));
            }
            return mutated;
        }
        return value instanceof List<?> items
                ? new ArrayList<>(
                        items.stream().map(item -> mutated(item, probability)).toList())
                : value;
    }

    private Object anything(int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 7);
        if (kind > 3) {
            int size = random.nextInt(4);
            if (kind == 4) {
                List<Object> items = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    items.add(anything(depth - 1));
                }
                return items;
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                fields.put(one(FIELDS), anything(depth - 1));
            }
            return fields;
        }
        return switch (kind) {
            case 0 -> number();
            case 1 -> one(List.of("null", "true", "false"));
            default -> quoted(one(TEXTS));
        };
    }

    private String number() {
        return random.nextInt(3) == 0 ? one(NUMBERS) : Integer.toString(1 + random.nextInt(1000));
    }

    /** Texts, names, numbers, lists and nesting beyond what anybody needs, at every place of a request. */
    private String large() {
        int times = 1 + random.nextInt(REPEATS_MAX);
        int depth = 1 + random.nextInt(random.nextBoolean() ? 200 : DEPTH_MAX);
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        String huge =
                switch (random.nextInt(6)) {
                    case 0 -> quoted(one(TEXTS).repeat(Math.min(times, 20_000)));
                    case 1 -> quoted("t".repeat(times));
                    case 2 -> "9".repeat(random.nextInt(1_100) + 1);
                    case 3 -> "[" + one(List.of("1e9", "\"😀\"", "1", "\"\\u0001\"")) + ",1e18".repeat(times) + "]";
                    case 4 -> "{\"" + "n".repeat(times) + "\":1}";
                    default -> open.repeat(depth) + "1" + (open.equals("[") ? "]" : "}").repeat(depth);
                };
        Map<String, Object> request = request();
        if (random.nextBoolean()) {
            request.put("selector", map("assetType", quoted("movie"), "query", map("a", huge)));
        } else {
            request.put(one(FIELDS), huge);
        }
        return text(request);
    }

    /** A request that is not told in UTF-8, or with something before or behind it. */
    private byte[] framed(String text) {
        return switch (random.nextInt(5)) {
            case 0 -> text.getBytes(UTF_16);
            case 1 -> ("\uFEFF" + text).getBytes(UTF_8);
            case 2 -> (text + one(List.of(" ", "\n", "{}", "]", ",", "x", "\u0000"))).getBytes(UTF_8);
            case 3 -> (text.substring(0, text.length() - 1) + ",\"job\":\"twice\"}").getBytes(UTF_8);
            default -> new byte[0];
        };
    }

    private byte[] spoilt(byte[] text) {
        byte[] spoilt = Arrays.copyOf(text, random.nextInt(4) == 0 ? random.nextInt(text.length) : text.length);
        for (int i = 0; i < 1 + random.nextInt(3) && spoilt.length > 0; i++) {
            spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
        }
        return spoilt;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void maybe(Map<String, Object> fields, String name, Object value) {
        if (random.nextInt(3) == 0) {
            fields.put(name, value);
        }
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** Prints a tree whose leaves are pieces of JSON. */
    private static String text(Object value) {
        var text = new StringBuilder();
        print(value, text);
        return text.toString();
    }

    private static void print(Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> fields) {
            String separator = "{";
            for (var field : fields.entrySet()) {
                text.append(separator).append('"').append(field.getKey()).append("\":");
                print(field.getValue(), text);
                separator = ",";
            }
            text.append(fields.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> items) {
            text.append('[');
            for (int i = 0; i < items.size(); i++) {
                text.append(i == 0 ? "" : ",");
                print(items.get(i), text);
            }
            text.append(']');
        } else {
            text.append(value);
        }
    }
}
