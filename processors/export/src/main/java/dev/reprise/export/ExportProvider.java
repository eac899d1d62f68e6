package dev.reprise.export;

import dev.reprise.common.topic.Topics;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorProvider;
import dev.reprise.processor.ProcessorSetting;
import java.util.List;

/** Makes the processor {@code export}. */
public final class ExportProvider implements ProcessorProvider {

    /** Created by the service loader. */
    public ExportProvider() {}

    @Override
    public String name() {
        return ExportProcessor.NAME;
    }

    @Override
    public List<ProcessorSetting> settings() {
        return List.of();
    }

    @Override
    public AssetProcessor<?> create(ProcessorContext context) {
        return new ExportProcessor(
                new Topics(context.setting("reprise.topics.prefix").orElse("")));
    }
}
