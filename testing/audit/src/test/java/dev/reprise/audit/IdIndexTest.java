package dev.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdIndexTest {

    private static final long SEED = 42;

    @Test
    void should_number_ids_as_a_map_does_when_they_come_again() {
        var random = new SplittableRandom(SEED);
        var index = new IdIndex();
        Map<UUID, Integer> model = new HashMap<>();
        int wrong = 0;

        for (int i = 0; i < 200_000; i++) {
            // Few bits each, so that ids come again and share halves.
            var id = new UUID(random.nextLong(400), random.nextLong(400));
            int expected = model.computeIfAbsent(id, unknown -> model.size());
            wrong += index.number(id) == expected ? 0 : 1;
        }

        assertThat(wrong).isZero();
        assertThat(index.size()).isEqualTo(model.size());
        Set<UUID> seen = new HashSet<>();
        index.forEach((id, number) -> {
            if (Integer.valueOf(number).equals(model.get(id))) {
                seen.add(id);
            }
        });
        assertThat(seen).isEqualTo(model.keySet());
        assertThat(index.find(new UUID(-1, -1))).isEqualTo(-1);
        assertThat(index.find(new UUID(0, 0))).isEqualTo(model.getOrDefault(new UUID(0, 0), -1));
    }
}
