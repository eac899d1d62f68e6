package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Progress;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.Request;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.processor.Resolution;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is stored and published fits into a topic of any broker, whatever was asked for and reported. */
class RecordSizesTest extends CoordinatorFixture {

    /** Six bytes each in JSON. */
    private static final String CONTROL_CHARACTERS = "\u0001".repeat(10_000);

    private static Request.Submit with(UnaryOperator<ProcessorSpec> change) {
        Request.Submit like = submit("job-1", "movie", Limits.NONE);
        return new Request.Submit(
                "job-1",
                like.selector(),
                change.apply(like.processor()),
                like.mode(),
                like.limits(),
                false,
                null,
                null);
    }

    @Test
    void should_refuse_a_job_whose_record_would_not_fit() {
        post(with(processor -> processor.with("large", TextNode.valueOf("x".repeat(Topics.RECORD_BYTES_MAX / 2)))));

        assertThat(output.rejections).hasSize(1);
        assertThat(output.rejections.get(0).get(0)).contains("more than the 1000000 that fit into a topic");
        assertThat(output.saved).isEmpty();
        assertThat(output.published).isEmpty();
    }

    @Test
    void should_fit_when_the_largest_job_that_is_taken_gets_the_longest_texts() {
        twoBuckets();
        int size = Topics.RECORD_BYTES_MAX / 2;
        while (output.saved.isEmpty()) {
            size -= 1_000;
            String text = "x".repeat(size);
            post(with(processor -> processor.with("large", TextNode.valueOf(text))));
        }
        tick();
        report(Progress.ofSlice(output.slices.get(0), 3, 0, false)
                .slowedBy(CONTROL_CHARACTERS)
                .parking(new Progress.Parked(0, CONTROL_CHARACTERS)));
        post(new Request.Resume("job-1", null, null));
        tick();
        post(new Request.Pause("job-1", CONTROL_CHARACTERS, CONTROL_CHARACTERS));
        tick();
        post(new Request.Cancel("job-1", CONTROL_CHARACTERS, CONTROL_CHARACTERS));

        assertThat(message()).hasSize(JobRecord.MESSAGE_CHARS_MAX).endsWith("…");
        assertThat(output.published).allMatch(job -> Json.bytes(job).length <= Topics.RECORD_BYTES_MAX);
        assertThat(output.story).allMatch(entry -> Json.bytes(entry).length <= Topics.RECORD_BYTES_MAX);
        assertThat(output.saved.values()).hasSize(1).allMatch(job -> Json.bytes(job).length <= Topics.RECORD_BYTES_MAX);
    }

    @Test
    void should_count_the_checksums_of_all_types_when_a_job_is_judged() {
        ProcessorResolver ofManyTypes = (submit, types, jobs, tables) -> {
            Map<String, String> checksums = IntStream.range(0, 20_000)
                    .boxed()
                    .collect(Collectors.toMap(type -> "type-" + type + "/V2__x", type -> "0".repeat(64)));
            return new Resolution.Accepted(new Pinned(submit.processor(), checksums, Map.of()));
        };
        var posted = new PostedRequest(null, new byte[] {1}, new Rejection.Position("reprocess-requests", 0, 7), 1_000);

        new JobCommandHandler(coordinator, ofManyTypes, output)
                .handle(submit("job-1", "movie", Limits.NONE), posted, moment());

        assertThat(output.rejections).hasSize(1);
        assertThat(output.rejections.get(0).get(0)).contains("select fewer assets or types");
    }
}
