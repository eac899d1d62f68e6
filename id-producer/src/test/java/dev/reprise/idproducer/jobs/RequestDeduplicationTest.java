package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.request.Rejection;
import org.junit.jupiter.api.Test;

class RequestDeduplicationTest {

    private static PostedRequest posted(long offset, long atMillis) {
        return new PostedRequest(null, null, new Rejection.Position("reprocess-requests", 3, offset), atMillis);
    }

    @Test
    void should_cover_what_comes_again_and_nothing_newer() {
        RequestDeduplication handled =
                RequestDeduplication.NOTHING.with(posted(7, 1_000)).with(posted(8, 900));

        assertThat(handled.covers(posted(7, 1_000))).isTrue();
        assertThat(handled.covers(posted(8, 900))).isTrue();
        assertThat(handled.covers(posted(9, 900))).isFalse();
        assertThat(RequestDeduplication.NOTHING.covers(posted(0, 0))).isFalse();
        assertThat(handled.covers(posted(-1, -1)))
                .as("handed on without its place")
                .isFalse();
    }

    @Test
    void should_go_on_with_a_topic_that_was_made_anew() {
        RequestDeduplication handled = RequestDeduplication.NOTHING.with(posted(70, 1_000));

        assertThat(handled.covers(posted(0, 1_001))).isFalse();
        assertThat(handled.with(posted(0, 1_001)).covers(posted(1, 1_002))).isFalse();
        assertThat(handled.with(posted(0, 1_001)).covers(posted(0, 1_001))).isTrue();
    }
}
