package dev.reprise.processor;

/**
 * A setting that a processor reads, and the words of its line in the documents.
 *
 * @param key the whole key; a processor's own are {@code reprise.processors.<name>.…}
 * @param value what the value is, its unit and bounds
 * @param unset what holds when it is not set
 * @param wrong what happens when it is wrong
 */
public record ProcessorSetting(String key, String value, String unset, String wrong) {}
