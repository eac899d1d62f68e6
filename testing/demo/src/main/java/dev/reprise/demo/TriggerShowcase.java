package dev.reprise.demo;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.demo.processor.kafka.DemoTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A workflow for each film: one message an asset, exactly once for whoever reads committed records. */
final class TriggerShowcase implements Showcase {

    private static final String TOPIC = "artwork-checks";

    private static final int PARTITIONS = 8;

    @Override
    public String processor() {
        return "trigger";
    }

    @Override
    public String job() {
        return "recheck-artwork";
    }

    @Override
    public void prepare(Stage stage) {
        new DemoTopics(stage.kafka()).create(TOPIC, PARTITIONS);
    }

    @Override
    public ProcessorSpec processorSpec() {
        return new ProcessorSpec(processor(), Map.of("topic", TextNode.valueOf(TOPIC)));
    }

    @Override
    public String reason() {
        return "the artwork of every film is checked again";
    }

    @Override
    public Words words() {
        return new Words("have a message in the topic " + TOPIC, "", "", "sent", "rows below target");
    }

    /** Each asset whose outcome says so has one message, and there is no other. */
    @Override
    public List<String> verify(Stage stage) {
        var topics = new DemoTopics(stage.kafka());
        Map<String, Integer> messages = new HashMap<>();
        Set<String> ids = new HashSet<>();
        List<String> problems = new ArrayList<>();
        topics.read(TOPIC, (key, headers) -> {
            messages.merge(key, 1, Integer::sum);
            if (!ids.add(headers.getOrDefault("ce_id", ""))) {
                problems.add("two messages have one ce_id, " + headers.get("ce_id"));
            }
            if (!key.equals(headers.get("ce_subject"))) {
                problems.add("the message of " + key + " is about " + headers.get("ce_subject"));
            }
        });
        Set<String> sent = topics.assets(job(), Outcome.CHANGED);
        messages.forEach((asset, count) -> {
            if (count > 1) {
                problems.add(asset + " has " + count + " messages");
            }
            if (!sent.contains(asset)) {
                problems.add(asset + " has a message, and no outcome that says so");
            }
        });
        sent.stream()
                .filter(asset -> !messages.containsKey(asset))
                .forEach(asset -> problems.add(asset + " has no message, though its outcome says so"));
        return problems;
    }
}
