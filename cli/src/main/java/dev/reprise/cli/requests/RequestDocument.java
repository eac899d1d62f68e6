package dev.reprise.cli.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.wire.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request for a job, sound in form, and the text that is posted.
 *
 * <p>Threading: immutable.
 *
 * @param request what the services will read
 * @param json as it was written
 */
record RequestDocument(Request.Submit request, String json) {

    private static final String MIGRATE = "migrate";
    private static final String VERSION = "[1-9]\\d{0,8}|latest";

    /**
     * Makes the request of what was typed.
     *
     * @param requestedBy who asks, where nobody is named; {@code null} for nobody
     * @param change what the command makes of it before it is posted
     * @throws RefusedRequestException with every reason, if it cannot be served
     */
    static RequestDocument of(
            RequestOptions options, JobNames names, @Nullable String requestedBy, Consumer<ObjectNode> change)
            throws RefusedRequestException {
        requireVersion(options);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("type", "submit");
        document.put("job", options.job == null ? names.next(about(options)) : options.job);
        document.set("selector", SelectorDocument.of(options));
        document.set("processor", processor(options));
        putText(document, "mode", options.mode);
        ObjectNode limits = limits(options);
        if (!limits.isEmpty()) {
            document.set("limits", limits);
        }
        if (options.outcomes) {
            document.put("outcomes", true);
        }
        putText(document, "requestedBy", options.requestedBy == null ? requestedBy : options.requestedBy);
        putText(document, "reason", options.reason);
        change.accept(document);
        return of(Json.bytes(document));
    }

    /**
     * Takes a request as it was written by hand; one without a job id gets one.
     *
     * @param change what the command makes of it before it is posted
     * @throws RefusedRequestException with every reason, if it cannot be served
     */
    static RequestDocument ofFile(byte[] utf8, JobNames names, Consumer<ObjectNode> change)
            throws RefusedRequestException {
        // Parsed first: it has the better message for what is not JSON.
        parse(utf8);
        ObjectNode document = (ObjectNode) tree(utf8);
        ObjectNode changed = document.deepCopy();
        if (!changed.has("job")) {
            changed.put("job", names.next("job"));
        }
        change.accept(changed);
        return of(changed.equals(document) ? utf8 : Json.bytes(changed));
    }

    /** Returns what is posted. */
    byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static RequestDocument of(byte[] utf8) throws RefusedRequestException {
        return new RequestDocument(parse(utf8), new String(utf8, StandardCharsets.UTF_8));
    }

    private static Request.Submit parse(byte[] utf8) throws RefusedRequestException {
        Request request = new RequestParser(() -> "job").parse(utf8);
        if (request instanceof Request.Submit submit) {
            return submit;
        }
        throw new RefusedRequestException(
                List.of("'type' must be submit; commands to a job have commands of their own"));
    }

    private static JsonNode tree(byte[] utf8) {
        try {
            return Json.parseStrict(utf8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("it was parsed before", impossible);
        }
    }

    /** The services would say so too, after a round trip. */
    private static void requireVersion(RequestOptions options) throws RefusedRequestException {
        boolean migrates = options.processor == null || options.processor.equals(MIGRATE);
        if (migrates && (options.toVersion == null || !options.toVersion.matches(VERSION))) {
            throw new RefusedRequestException(List.of("--to-version must be a schema version or latest"
                    + (options.toVersion == null ? "" : ", not '" + options.toVersion + "'")));
        }
    }

    private static String about(RequestOptions options) {
        String types = options.assetTypes.isEmpty() ? "all" : String.join("-", options.assetTypes);
        return types + (options.toVersion == null ? "" : "-v" + options.toVersion);
    }

    private static ObjectNode processor(RequestOptions options) {
        ObjectNode processor = JsonNodeFactory.instance.objectNode();
        processor.put("name", options.processor == null ? MIGRATE : options.processor);
        String version = options.toVersion;
        if (version != null) {
            processor.set("toVersion", number(version));
        }
        return processor;
    }

    /** What is no number stays text, for the services to judge. */
    private static JsonNode number(String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return text.matches("-?\\d{1,9}") ? nodes.numberNode(new BigInteger(text).intValue()) : nodes.textNode(text);
    }

    private static ObjectNode limits(RequestOptions options) {
        ObjectNode limits = JsonNodeFactory.instance.objectNode();
        if (options.rate != null) {
            limits.put("eventsPerSecond", options.rate);
        }
        if (options.maxFailures != null) {
            limits.put("maxFailures", options.maxFailures);
        }
        if (options.maxFailureRatio != null) {
            limits.put("maxFailureRatio", options.maxFailureRatio);
        }
        putText(limits, "productionLatencyP99Max", options.productionP99Max);
        return limits;
    }

    private static void putText(ObjectNode object, String name, @Nullable String text) {
        if (text != null) {
            object.put(name, text);
        }
    }
}
