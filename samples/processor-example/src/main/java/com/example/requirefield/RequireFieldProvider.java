package com.example.requirefield;

import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorProvider;
import dev.reprise.processor.ProcessorSetting;
import java.util.List;

/** Makes the processor; its name stands in META-INF/services. */
public final class RequireFieldProvider implements ProcessorProvider {

    @Override
    public String name() {
        return "require-field";
    }

    @Override
    public List<ProcessorSetting> settings() {
        return List.of();
    }

    @Override
    public AssetProcessor<?> create(ProcessorContext context) {
        return new RequireField();
    }
}
