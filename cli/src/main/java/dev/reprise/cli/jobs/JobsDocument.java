package dev.reprise.cli.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All jobs as JSON: {@code {"jobs": [...], "workers": {"lag": N}}}, each job as in {@code reprocess-jobs} with what is
 * estimated beside it. What is not known is null.
 */
final class JobsDocument {

    private JobsDocument() {}

    /**
     * Prints the document in one line, a piece after the other: together, the requests of a thousand jobs would be more
     * than a command has memory for.
     */
    static Stream<String> of(List<JobReading> jobs, OptionalLong lag) {
        String workers = lag.isPresent() ? Long.toString(lag.getAsLong()) : "null";
        Stream<String> lines =
                IntStream.range(0, jobs.size()).mapToObj(number -> (number == 0 ? "" : ",") + line(jobs.get(number)));
        return Stream.of(Stream.of("{\"jobs\":["), lines, Stream.of("],\"workers\":{\"lag\":" + workers + "}}"))
                .flatMap(pieces -> pieces);
    }

    /** Prints one job in one line. */
    static String line(JobReading reading) {
        return new String(Json.bytes(job(reading)), StandardCharsets.UTF_8);
    }

    /** Returns the part about one job. */
    static ObjectNode job(JobReading reading) {
        ObjectNode job = Json.mapper().valueToTree(reading.job());
        put(job, "progress", reading.share());
        put(job, "rate", reading.eventsPerSecond());
        job.put("failures", reading.job().counts().failed());
        job.put("timeLeft", reading.timeLeft().map(Object::toString).orElse(null));
        job.put("reason", reading.reason().orElse(null));
        return job;
    }

    private static void put(ObjectNode object, String name, OptionalDouble value) {
        if (value.isPresent()) {
            object.put(name, value.getAsDouble());
        } else {
            object.putNull(name);
        }
    }
}
