package dev.reprise.reindex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of the processor {@code reindex}.
 *
 * <p>Threading: immutable.
 *
 * @param index an index or alias; the alias of the readers where there is a template
 * @param template of which a new index is made; {@code null} to write into the one that is there
 * @param overwrites whether documents of the same version are written again
 */
public record ReindexRequest(IndexName index, @Nullable String template, boolean overwrites) {

    private static final String INDEX = "index";

    private static final String TEMPLATE = "template";

    private static final String OVERWRITE = "overwrite";

    /** The job id goes behind the name, and a date into it. */
    private static final int ALIAS_BYTES_MAX = 150;

    private static final Pattern TEMPLATE_NAME = Pattern.compile("[^\\s,*?/\\\\\"<>|#]{1,200}");

    public ReindexRequest {
        Objects.requireNonNull(index, "index");
    }

    /** Returns what is wrong with a request; empty when it can be read by {@link #of}. */
    public static List<String> problems(ProcessorSpec requested) {
        List<String> problems = new ArrayList<>(requested.unknownParameters(INDEX, TEMPLATE, OVERWRITE));
        JsonNode index = requested.parameters().get(INDEX);
        JsonNode template = requested.parameters().get(TEMPLATE);
        JsonNode overwrite = requested.parameters().get(OVERWRITE);
        if (index == null) {
            problems.add("'processor.index' is missing; it is the name of an index or alias");
        } else if (!index.isTextual()) {
            problems.add(
                    "'processor.index' must be the name of an index or alias, not " + Reasons.quoted(index.toString()));
        } else {
            problem(index.textValue(), template != null).ifPresent(problems::add);
        }
        if (template != null
                && !(template.isTextual()
                        && TEMPLATE_NAME.matcher(template.textValue()).matches())) {
            problems.add("'processor.template' must be the name of an index template, not "
                    + Reasons.quoted(template.toString()));
        }
        if (overwrite != null && !overwrite.isBoolean()) {
            problems.add("'processor.overwrite' must be true or false, not " + Reasons.quoted(overwrite.toString()));
        }
        return problems;
    }

    private static Optional<String> problem(String index, boolean isRebuilt) {
        Optional<String> form = new IndexName(index).problem();
        if (form.isPresent()) {
            return Optional.of("'processor.index' must be the name of an index or alias (" + form.get() + "), not "
                    + Reasons.quoted(index));
        }
        return isRebuilt && index.getBytes(StandardCharsets.UTF_8).length > ALIAS_BYTES_MAX
                ? Optional.of("'processor.index' has more than " + ALIAS_BYTES_MAX
                        + " bytes, which leaves no room for the name of a new index")
                : Optional.empty();
    }

    /** Reads a request that has no problems. */
    public static ReindexRequest of(ProcessorSpec requested) {
        JsonNode index = Objects.requireNonNull(requested.parameters().get(INDEX));
        JsonNode template = requested.parameters().get(TEMPLATE);
        JsonNode overwrite = requested.parameters().get(OVERWRITE);
        return new ReindexRequest(
                new IndexName(index.textValue()),
                template == null ? null : template.textValue(),
                overwrite != null && overwrite.booleanValue());
    }

    /** Returns whether the job makes new indexes. */
    public boolean isRebuild() {
        return template != null;
    }

    /** Returns the index that the document of an asset goes into. */
    public String indexOf(UUID assetId, String job) {
        String name = index.of(assetId);
        return isRebuild() ? new RebuiltIndex(name, job).name() : name;
    }
}
