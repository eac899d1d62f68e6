package dev.reprise.common.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was posted into a {@link Request}, or refuses it with every reason at once. It judges form alone: whether
 * a processor or a job exists is for those who know them.
 *
 * <p>Threading: safe for any number of threads if the supplier of job ids is.
 */
public final class RequestParser {

    /** Form of a job id; it becomes part of record keys and metric names. */
    public static final Pattern JOB_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private static final String JOB_RULE = "must match " + JOB_ID.pattern();

    private static final Set<String> SUBMIT_FIELDS =
            Set.of("type", "job", "selector", "processor", "mode", "limits", "outcomes", "requestedBy", "reason");
    private static final Set<String> LIMIT_FIELDS =
            Set.of("eventsPerSecond", "maxFailures", "maxFailureRatio", "productionLatencyP99Max");
    private static final Set<String> COMMAND_FIELDS = Set.of("type", "job", "requestedBy", "reason");
    private static final Set<String> THROTTLE_FIELDS =
            Set.of("type", "job", "eventsPerSecond", "requestedBy", "reason");

    /** Most bytes of a processor with its parameters: they stand several times in what is stored of a job. */
    static final int PROCESSOR_BYTES_MAX = 16 * 1024;

    /** Where Jackson says how a programmer would move one of its bounds. */
    private static final Pattern BOUND_SOURCE = Pattern.compile(", from `[^`]*`");

    private final Supplier<String> newJobId;

    /**
     * Creates the parser.
     *
     * @param newJobId gives an unused job id for a submission without one
     */
    public RequestParser(Supplier<String> newJobId) {
        this.newJobId = newJobId;
    }

    /**
     * Parses one posted value.
     *
     * @param value UTF-8 JSON; {@code null} for a record without a value
     * @throws RefusedRequestException with every reason found
     */
    public Request parse(byte @Nullable [] value) throws RefusedRequestException {
        JsonNode document = document(value);
        List<String> problems = new ArrayList<>();
        FieldReader fields = new FieldReader(document, "", problems);
        Request request = request(fields, problems);
        if (request == null || !problems.isEmpty()) {
            throw new RefusedRequestException(problems);
        }
        // What is stored may be longer than what was posted: 1e9 has ten digits, and some characters are escaped.
        int bytes = Json.bytes(request).length;
        if (bytes > Topics.REQUEST_BYTES_MAX) {
            throw refused("the request has " + bytes + " bytes when it is stored; a request has at most "
                    + Topics.REQUEST_BYTES_MAX);
        }
        return request;
    }

    private static JsonNode document(byte @Nullable [] value) throws RefusedRequestException {
        if (value == null || value.length == 0) {
            throw refused("the message has no value; a request is a JSON object");
        }
        if (value.length > Topics.REQUEST_BYTES_MAX) {
            throw refused(
                    "the message has " + value.length + " bytes; a request has at most " + Topics.REQUEST_BYTES_MAX);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw refused("the message is not UTF-8");
        }
        try {
            JsonNode document = Json.parseStrict(value);
            if (!document.isObject()) {
                throw refused("the message is not a JSON object");
            }
            return document;
        } catch (StreamConstraintsException e) {
            String bound = BOUND_SOURCE.matcher(Json.firstLine(e)).replaceAll("");
            throw refused("the message is beyond a bound of what is read: " + bound);
        } catch (JsonProcessingException e) {
            throw refused("the message is not JSON: " + Json.firstLine(e));
        }
    }

    private static RefusedRequestException refused(String reason) {
        return new RefusedRequestException(List.of(reason));
    }

    private @Nullable Request request(FieldReader fields, List<String> problems) {
        String type = fields.requiredText("type");
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "submit" -> submit(fields, problems);
            case "pause", "resume", "cancel" -> command(type, fields);
            case "throttle" -> throttle(fields);
            default -> {
                fields.note("type", "must be one of submit, pause, resume, cancel, throttle");
                yield null;
            }
        };
    }

    private @Nullable Request submit(FieldReader fields, List<String> problems) {
        fields.refuseUnknownFields(SUBMIT_FIELDS);
        String job = fields.text("job");
        fields.requireThat("job", job, id -> JOB_ID.matcher(id).matches(), JOB_RULE);
        fields.requirePresent("selector");
        FieldReader selectorFields = fields.object("selector");
        Selector selector = selectorFields == null ? null : new SelectorParser(selectorFields).parse();
        fields.requirePresent("processor");
        ProcessorSpec processor = fields.boundedTree("processor") == null ? null : processor(fields);
        Mode mode = mode(fields);
        Limits limits = limits(fields.object("limits"));
        Boolean outcomes = fields.bool("outcomes");
        String requestedBy = fields.text("requestedBy");
        String reason = fields.text("reason");
        if (!problems.isEmpty() || selector == null || processor == null || mode == null) {
            return null;
        }
        String id = job == null ? newJobId.get() : job;
        return new Request.Submit(
                id, selector, processor, mode, limits, Boolean.TRUE.equals(outcomes), requestedBy, reason);
    }

    private static @Nullable ProcessorSpec processor(FieldReader fields) {
        JsonNode given = Objects.requireNonNull(fields.node("processor"));
        int bytes = Json.bytes(given).length;
        if (bytes > PROCESSOR_BYTES_MAX) {
            fields.note("processor", "must have at most " + PROCESSOR_BYTES_MAX + " bytes, not " + bytes);
            return null;
        }
        if (!given.isArray()) {
            FieldReader one = fields.object("processor");
            return one == null ? null : step(one);
        }
        List<FieldReader> objects = fields.objects("processor", ProcessorSpec.STEPS_MAX);
        List<ProcessorSpec> steps = new ArrayList<>();
        for (FieldReader object : objects) {
            ProcessorSpec step = step(object);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps.isEmpty() || steps.size() < objects.size() ? null : ProcessorSpec.chain(steps);
    }

    private static @Nullable ProcessorSpec step(FieldReader fields) {
        String name = fields.requiredText("name");
        if (name == null) {
            return null;
        }
        if (fields.has("")) {
            // Nothing could be called so, and what is stored could not be read again.
            fields.noteHere("must not have a field without a name");
            return null;
        }
        Map<String, JsonNode> parameters = new TreeMap<>();
        fields.self().properties().forEach(field -> parameters.put(field.getKey(), field.getValue()));
        parameters.remove("name");
        return new ProcessorSpec(name, parameters);
    }

    private static @Nullable Mode mode(FieldReader fields) {
        String word = fields.text("mode");
        if (word == null) {
            return Mode.RUN;
        }
        for (Mode mode : Mode.values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        fields.note("mode", "must be run, preview or synchronous");
        return null;
    }

    private static Limits limits(@Nullable FieldReader fields) {
        if (fields == null) {
            return Limits.NONE;
        }
        fields.refuseUnknownFields(LIMIT_FIELDS);
        Long rate = fields.wholeNumber("eventsPerSecond", 1, Integer.MAX_VALUE);
        return new Limits(
                rate == null ? null : rate.intValue(),
                fields.wholeNumber("maxFailures", 0, Long.MAX_VALUE),
                fields.ratio("maxFailureRatio"),
                fields.duration("productionLatencyP99Max", Limits.P99_MIN, Limits.P99_MAX));
    }

    private static @Nullable Request command(String type, FieldReader fields) {
        fields.refuseUnknownFields(COMMAND_FIELDS);
        String job = commandedJob(fields);
        String by = fields.text("requestedBy");
        String reason = fields.text("reason");
        if (job == null) {
            return null;
        }
        return switch (type) {
            case "pause" -> new Request.Pause(job, by, reason);
            case "resume" -> new Request.Resume(job, by, reason);
            case "cancel" -> new Request.Cancel(job, by, reason);
            default -> throw new IllegalStateException("not a command to a job: " + type);
        };
    }

    private static @Nullable Request throttle(FieldReader fields) {
        fields.refuseUnknownFields(THROTTLE_FIELDS);
        String job = commandedJob(fields);
        fields.requirePresent("eventsPerSecond");
        JsonNode given = fields.node("eventsPerSecond");
        Long rate =
                given == null || given.isNull() ? null : fields.wholeNumber("eventsPerSecond", 1, Integer.MAX_VALUE);
        String by = fields.text("requestedBy");
        String reason = fields.text("reason");
        return job == null ? null : new Request.Throttle(job, rate == null ? null : rate.intValue(), by, reason);
    }

    private static @Nullable String commandedJob(FieldReader fields) {
        String job = fields.requiredText("job");
        fields.requireThat("job", job, id -> JOB_ID.matcher(id).matches(), JOB_RULE);
        return job;
    }
}
