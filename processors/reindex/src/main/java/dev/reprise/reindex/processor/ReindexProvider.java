package dev.reprise.reindex.processor;

import dev.reprise.common.setting.SettingSource;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.InvalidProcessorException;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorProvider;
import dev.reprise.processor.ProcessorSetting;
import dev.reprise.reindex.elasticsearch.BulkLimits;
import dev.reprise.reindex.elasticsearch.Indexing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the processor {@code reindex}. */
public final class ReindexProvider implements ProcessorProvider {

    private static final String PREFIX = "reprise.processors.reindex.";

    private static final String ALLOWED = PREFIX + "allowed-indexes";
    private static final String BYTES_MAX = PREFIX + "request-bytes-max";
    private static final String REQUESTS_MAX = PREFIX + "requests-max";

    private static final int BYTES_DEFAULT = 5 << 20;
    private static final int BYTES_LEAST = 1 << 10;
    private static final int BYTES_MOST = 90 << 20;
    private static final int REQUESTS_DEFAULT = 8;
    private static final int REQUESTS_MOST = 64;

    /** Created by the service loader. */
    public ReindexProvider() {}

    @Override
    public String name() {
        return ReindexProcessor.NAME;
    }

    @Override
    public List<ProcessorSetting> settings() {
        return List.of(
                new ProcessorSetting(
                        ALLOWED,
                        "indexes, …, as in `index` of the request",
                        "every index that the user of Elasticsearch may write to",
                        "a job with another index is refused and told what is allowed"),
                new ProcessorSetting(
                        BYTES_MAX,
                        "bytes, 1,024 – 94,371,840; one document alone may have more",
                        "5,242,880",
                        "too small: many requests. Too large: Elasticsearch answers 413 above `http.max_content_length`, and the"
                                + " request is divided"),
                new ProcessorSetting(
                        REQUESTS_MAX,
                        "bulk requests that a worker has under way, 1 – 64; halved while Elasticsearch is busy",
                        "8",
                        "too small: Elasticsearch is idle between requests. Too large: its queue is full, and it answers 429"));
    }

    @Override
    public AssetProcessor<?> create(ProcessorContext context) {
        List<String> problems = new ArrayList<>();
        var settings = new SettingSource(context::setting, (key, problem) -> problems.add(key + ": " + problem));
        Set<String> allowed = settings.text(ALLOWED)
                .map(text -> Arrays.stream(text.split(",")).map(String::trim).collect(Collectors.toSet()))
                .orElse(Set.of());
        var limits = new BulkLimits(
                settings.number(BYTES_MAX, BYTES_DEFAULT, BYTES_LEAST, BYTES_MOST),
                settings.number(REQUESTS_MAX, REQUESTS_DEFAULT, 1, REQUESTS_MOST));
        var connection = ElasticsearchConnection.from(settings);
        if (!problems.isEmpty()) {
            throw new InvalidProcessorException(problems);
        }
        return new ReindexProcessor(connection.hosts().isEmpty() ? null : new Indexing(connection, limits), allowed);
    }
}
