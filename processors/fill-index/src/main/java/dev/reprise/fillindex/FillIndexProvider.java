package dev.reprise.fillindex;

import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorProvider;
import dev.reprise.processor.ProcessorSetting;
import java.util.List;

/** Makes the processor {@code fill-index}. */
public final class FillIndexProvider implements ProcessorProvider {

    /** Created by the service loader. */
    public FillIndexProvider() {}

    @Override
    public String name() {
        return FillIndexProcessor.NAME;
    }

    @Override
    public List<ProcessorSetting> settings() {
        return List.of();
    }

    @Override
    public AssetProcessor<?> create(ProcessorContext context) {
        return new FillIndexProcessor(AssetColumns.of(context));
    }
}
