package dev.reprise.trigger;

import dev.reprise.common.topic.Topics;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorProvider;
import dev.reprise.processor.ProcessorSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the processor {@code trigger}. */
public final class TriggerProvider implements ProcessorProvider {

    private static final String ALLOWED_TOPICS = "reprise.processors.trigger.allowed-topics";

    /** Created by the service loader. */
    public TriggerProvider() {}

    @Override
    public String name() {
        return TriggerProcessor.NAME;
    }

    @Override
    public List<ProcessorSetting> settings() {
        return List.of(new ProcessorSetting(
                ALLOWED_TOPICS,
                "topics, …",
                "every topic that the worker may write to",
                "a job with another topic is refused and told what is allowed"));
    }

    @Override
    public AssetProcessor<?> create(ProcessorContext context) {
        Set<String> allowed = context.setting(ALLOWED_TOPICS)
                .map(text -> Arrays.stream(text.split(",")).map(String::trim).collect(Collectors.toSet()))
                .orElse(Set.of());
        return new TriggerProcessor(
                new Topics(context.setting("reprise.topics.prefix").orElse("")), allowed);
    }
}
