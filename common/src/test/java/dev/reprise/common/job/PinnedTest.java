package dev.reprise.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PinnedTest {

    private static final ProcessorSpec PROCESSOR = new ProcessorSpec("any", Map.of());

    private static Pinned pinned(Map<String, Pending> pending) {
        return new Pinned(PROCESSOR, Map.of(), pending);
    }

    @Test
    void should_hold_for_every_type_when_none_is_named() {
        Pinned every = pinned(Map.of(Pinned.EVERY_TYPE, new Pending.Nothing()));

        assertThat(every.of("movie")).contains(new Pending.Nothing());
        assertThat(every.isSeenInRows()).isFalse();
    }

    @Test
    void should_leave_alone_what_is_not_named() {
        Pinned movies = pinned(Map.of("movie", new Pending.BelowVersion(2)));

        assertThat(movies.of("poster")).isEmpty();
        assertThat(movies.isSeenInRows()).isTrue();
        assertThat(pinned(Map.of()).isSeenInRows())
                .as("who names nothing must be looked at")
                .isTrue();
    }

    @Test
    void should_refuse_every_type_when_a_verification_would_have_to_look_at_each() {
        assertThatThrownBy(() -> pinned(Map.of(Pinned.EVERY_TYPE, new Pending.StillThere())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a verification needs the names of the types, not StillThere[confirmed=null]");
    }

    @Test
    void should_put_every_step_of_a_chain_behind_the_fence_of_the_job() {
        Pinned step = pinned(Map.of("movie", new Pending.BelowVersion(2)));

        Pinned chain = Pinned.chain(List.of(step, step)).behind(7);

        assertThat(chain.fence()).isEqualTo(7);
        assertThat(chain.steps()).extracting(Pinned::fence).containsExactly(7, 7);
        assertThat(Json.read(Json.bytes(chain.tracedBy(null)), Pinned.class)).isEqualTo(chain);
    }

    @Test
    void should_have_the_lowest_fence_when_an_earlier_release_has_pinned_it() {
        String stored = "{\"processor\":{\"name\":\"any\"},\"checksums\":{},\"pending\":{}}";

        assertThat(Json.read(stored.getBytes(StandardCharsets.UTF_8), Pinned.class)
                        .fence())
                .isEqualTo(1);
    }

    @Test
    void should_look_for_what_any_step_of_a_chain_has_still_to_do() {
        Pinned migrate = pinned(Map.of("movie", new Pending.BelowVersion(2), "poster", new Pending.BelowVersion(3)));
        Pinned delete = pinned(Map.of("poster", new Pending.StillThere()));
        Pinned trigger = pinned(Map.of(Pinned.EVERY_TYPE, new Pending.Nothing()));

        Pinned chain = Pinned.chain(List.of(trigger, migrate, delete));

        assertThat(chain.of("movie")).contains(new Pending.BelowVersion(2));
        assertThat(chain.of("poster")).contains(new Pending.StillThere());
        assertThat(chain.of("other")).contains(new Pending.Nothing());
        assertThat(chain.typesSeenInRows()).containsExactly("movie", "poster");
        assertThat(Json.read(Json.bytes(chain), Pinned.class)).isEqualTo(chain);
    }

    @Test
    void should_hold_the_rows_of_both_when_two_are_put_together() {
        Pending two = new Pending.BelowVersion(2);
        Pending three = new Pending.BelowVersion(3);
        Pending nothing = new Pending.Nothing();
        Pending all = new Pending.StillThere();

        assertThat(List.of(two.or(three), three.or(two))).containsOnly(three);
        assertThat(List.of(two.or(nothing), nothing.or(two))).containsOnly(two);
        assertThat(List.of(all.or(two), two.or(all), nothing.or(all))).containsOnly(all);
        assertThat(nothing.or(nothing)).isEqualTo(nothing);
    }

    @Test
    void should_be_read_as_it_was_stored() {
        Pinned stored = pinned(Map.of("movie", new Pending.BelowVersion(2), "poster", new Pending.Nothing()));

        assertThat(Json.read(Json.bytes(stored), Pinned.class)).isEqualTo(stored);
        assertThat(new String(Json.bytes(stored), StandardCharsets.UTF_8))
                .isEqualTo("{\"processor\":{\"name\":\"any\"},\"checksums\":{},\"pending\":{\"movie\":"
                        + "{\"kind\":\"below-version\",\"version\":2},\"poster\":{\"kind\":\"nothing\"}},"
                        + "\"fence\":1}");
    }
}
