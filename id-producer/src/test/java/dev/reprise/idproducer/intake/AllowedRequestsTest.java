package dev.reprise.idproducer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedRequestsTest {

    private static final String ONE_TYPE = "{\"assetType\":\"movie\"}";

    private static AllowedRequests allowed(String types, String processors, String modes) {
        return new AllowedRequests(
                Optional.of(AllowedRequests.Names.of(types)),
                Optional.of(AllowedRequests.Names.of(processors)),
                Optional.of(AllowedRequests.Names.of(modes)));
    }

    private static Request.Submit submit(String selector) throws RefusedRequestException {
        return submit(selector, "{\"name\":\"migrate\",\"toVersion\":2}");
    }

    private static Request.Submit submit(String selector, String processor) throws RefusedRequestException {
        String text =
                "{\"type\":\"submit\",\"job\":\"j\",\"selector\":" + selector + ",\"processor\":" + processor + "}";
        return (Request.Submit) new RequestParser(() -> "j").parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void should_serve_everything_when_nothing_is_limited() throws RefusedRequestException {
        assertThat(AllowedRequests.ALL.refusals(submit(ONE_TYPE))).isEmpty();
    }

    @Test
    void should_serve_what_is_allowed_and_name_every_other_thing_that_is_not() throws RefusedRequestException {
        assertThat(allowed("poster, movie", "migrate", "run").refusals(submit(ONE_TYPE)))
                .isEmpty();
        assertThat(allowed("poster, image", "trigger", "preview").refusals(submit(ONE_TYPE)))
                .containsExactly(
                        "this deployment does not serve the asset type 'movie', but image, poster",
                        "this deployment does not serve the processor 'migrate', but trigger",
                        "this deployment does not serve the mode 'run', but preview");
        assertThat(allowed("poster", "migrate", "run").refusals(submit("{\"assetType\":[\"poster\",\"movie\"]}")))
                .containsExactly("this deployment does not serve the asset type 'movie', but poster");
    }

    @Test
    void should_want_every_step_of_a_chain_to_be_allowed() throws RefusedRequestException {
        Request.Submit chain = submit(ONE_TYPE, "[{\"name\":\"migrate\"},{\"name\":\"trigger\"}]");

        assertThat(allowed("movie", "migrate, trigger", "run").refusals(chain)).isEmpty();
        assertThat(allowed("movie", "migrate", "run").refusals(chain))
                .containsExactly("this deployment does not serve the processor 'trigger', but migrate");
    }

    @Test
    void should_want_types_to_be_named_when_they_are_limited() throws RefusedRequestException {
        String everyType = "{\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-02-01T00:00:00Z\"}";

        assertThat(allowed("movie", "migrate", "run").refusals(submit(everyType)))
                .containsExactly(
                        "this deployment serves the asset types movie only; name them in 'selector.assetType'");
        assertThat(allowed("movie", "migrate", "run").refusals(submit("{\"deadLettersOf\":\"old\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,", ",a", "a,,b"})
    void should_refuse_a_list_with_an_empty_name(String text) {
        assertThatThrownBy(() -> AllowedRequests.Names.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
