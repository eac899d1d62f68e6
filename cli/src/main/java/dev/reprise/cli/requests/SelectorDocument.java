package dev.reprise.cli.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The selector of a request, as typed; whether it makes sense is judged by the request's own rules. */
final class SelectorDocument {

    private SelectorDocument() {}

    /**
     * Makes the selector.
     *
     * @throws WrongUsageException if a file cannot be read or what should be JSON is none
     */
    static ObjectNode of(RequestOptions options) {
        SelectionOptions selection = options.selection;
        ObjectNode selector = JsonNodeFactory.instance.objectNode();
        if (options.assetTypes.size() == 1) {
            selector.put("assetType", options.assetTypes.get(0));
        } else if (!options.assetTypes.isEmpty()) {
            options.assetTypes.forEach(selector.withArray("assetType")::add);
        }
        if (options.from != null) {
            selector.put("from", options.from.toString());
        }
        if (options.to != null) {
            selector.put("to", options.to.toString());
        }
        addQuery(selection, selector);
        Set<String> ids = ids(selection);
        if (!ids.isEmpty()) {
            ids.forEach(selector.withArray("ids")::add);
        }
        if (selection.deadLettersOf != null) {
            selector.put("deadLettersOf", selection.deadLettersOf);
        }
        if (selection.cause != null) {
            selector.put("cause", selection.cause);
        }
        if (selection.sample != null) {
            selector.put("sample", selection.sample);
        }
        return selector;
    }

    private static void addQuery(SelectionOptions selection, ObjectNode selector) {
        if (selection.query != null && selection.queryFile != null) {
            throw new WrongUsageException("a query is either typed or in a file, not both");
        }
        if (selection.query != null) {
            selector.set("query", json("--query", selection.query));
        } else if (selection.queryFile != null) {
            selector.set("query", json(selection.queryFile.toString(), InputFile.read(selection.queryFile)));
        }
    }

    private static JsonNode json(String where, String text) {
        try {
            return Json.parseStrict(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new WrongUsageException(where + " is not JSON: " + Json.firstLine(e));
        }
    }

    /** Each once, however often it was named: an asset gets one event, and the bound is one of assets. */
    private static Set<String> ids(SelectionOptions selection) {
        Set<String> ids = new LinkedHashSet<>();
        add(selection.ids.stream(), ids);
        if (selection.idsFile != null) {
            add(InputFile.read(selection.idsFile).lines(), ids);
            if (ids.isEmpty()) {
                throw new WrongUsageException(selection.idsFile + " holds no id");
            }
        }
        return ids;
    }

    /** Two spellings of one id are one id too. */
    private static void add(Stream<String> texts, Set<String> ids) {
        texts.map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> text.toLowerCase(Locale.ROOT))
                .forEach(ids::add);
    }
}
