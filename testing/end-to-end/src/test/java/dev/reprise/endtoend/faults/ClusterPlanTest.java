package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClusterPlanTest {

    private static final int SEEDS = 100;

    @Test
    void should_strike_servers_in_every_way_when_there_are_many_seeds() {
        // when
        Set<Class<?>> ways = plans().stream()
                .flatMap(plan -> plan.strikes().stream())
                .map(strike -> strike.fault().getClass())
                .collect(Collectors.toSet());

        // then
        assertThat(ways).contains(ClusterFault.class.getPermittedSubclasses());
        assertThat(ways).contains(Fault.KillAt.class, Fault.ZombieAt.class);
    }

    @Test
    void should_write_no_twins_when_a_node_may_send_one_late() {
        for (FaultPlan plan : plans()) {
            boolean delays = plan.strikes().stream()
                    .anyMatch(strike -> strike.fault() instanceof ClusterFault fault && fault.delaysWrites());

            assertThat(plan.twins()).as(plan::toString).isEqualTo(delays ? 0 : 0.2);
        }
    }

    @Test
    void should_make_the_same_plan_again_when_the_seed_is_the_same() {
        assertThat(ClusterPlan.of(7)).isEqualTo(ClusterPlan.of(7)).isNotEqualTo(ClusterPlan.of(8));
    }

    private static List<FaultPlan> plans() {
        return LongStream.range(0, SEEDS).mapToObj(ClusterPlan::of).toList();
    }
}
