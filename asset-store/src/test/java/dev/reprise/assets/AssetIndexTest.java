package dev.reprise.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetIndexTest {

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, true", "3, false"})
    void should_be_the_last_page_when_fewer_than_the_limit_were_found(int found, boolean exhausted) {
        // given
        List<AssetIndex.Entry> entries = IntStream.range(0, found)
                .mapToObj(i -> new AssetIndex.Entry(new UUID(0x1000L, i), null))
                .toList();

        // when
        AssetIndex.Page page = AssetIndex.Page.of(entries, 3);

        // then
        assertThat(page.exhausted()).isEqualTo(exhausted);
        assertThat(page.last()).isEqualTo(found == 0 ? null : new UUID(0x1000L, found - 1));
        assertThat(page.entries()).isEqualTo(entries);
    }
}
