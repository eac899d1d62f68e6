package dev.reprise.workload.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SampleAssetsTest {

    private static final Films FILMS = Films.load();

    @Test
    void should_be_the_same_to_the_byte_when_made_again() {
        SampleAssets once = sample(2000);
        SampleAssets again = new SampleAssets(Films.load(), SampleSpec.ofAssets(2000));

        for (long index = 0; index < once.count(); index++) {
            assertThat(again.at(index)).isEqualTo(once.at(index));
        }
    }

    @Test
    void should_have_the_pinned_hash_when_made_by_any_release() throws NoSuchAlgorithmException {
        SampleAssets sample = sample(20_000);
        MessageDigest all = MessageDigest.getInstance("SHA-256");

        for (long index = 0; index < sample.count(); index++) {
            SampleAsset asset = sample.at(index);
            all.update((asset.partition() + " " + asset.assetId() + " " + asset.writtenAtMicros())
                    .getBytes(StandardCharsets.UTF_8));
            all.update(asset.payload().duplicate());
        }

        assertThat(HexFormat.of().formatHex(all.digest(), 0, 8)).isEqualTo("c8347de099c4a5ad");
    }

    @Test
    void should_have_other_ids_when_the_seed_is_another() {
        SampleAssets one = sample(1000);
        SampleAssets other = new SampleAssets(FILMS, new SampleSpec(1000, 2, BucketPattern.of("yyyy-MM"), 0));

        for (long index = 0; index < one.count(); index++) {
            assertThat(other.at(index).assetId()).isNotEqualTo(one.at(index).assetId());
            assertThat(one.indexOf(other.at(index).assetId())).isEmpty();
        }
    }

    @Test
    void should_find_the_index_when_the_id_is_of_the_sample() {
        SampleAssets sample = sample(1000);

        for (long index = 0; index < sample.count(); index++) {
            assertThat(sample.indexOf(sample.at(index).assetId())).hasValue(index);
        }
        assertThat(sample.indexOf(sample(1001).at(1000).assetId())).isEmpty();
        assertThat(sample.indexOf(new UUID(0x1000L, 0x8080_5300_0000_0001L))).isEmpty();
    }

    @Test
    void should_fill_all_monthly_buckets_with_unique_ids_when_there_are_thousands() {
        SampleAssets sample = sample(20_000);
        Set<UUID> ids = new HashSet<>();
        Map<String, Integer> rowsByBucket = new TreeMap<>();

        for (long index = 0; index < sample.count(); index++) {
            SampleAsset asset = sample.at(index);
            assertThat(asset.assetId().version()).isEqualTo(1);
            assertThat(asset.assetId().variant()).isEqualTo(2);
            assertThat(BucketPattern.createdAt(asset.assetId())).isBetween(sample.from(), sample.to());
            assertThat(asset.partition().bucket())
                    .isEqualTo(sample.spec().buckets().bucketOf(asset.assetId()));
            ids.add(asset.assetId());
            rowsByBucket.merge(asset.partition().bucket(), 1, Integer::sum);
        }

        assertThat(ids).hasSize(20_000);
        assertThat(rowsByBucket).hasSize(48).containsKeys("2020-01", "2023-12");
        assertThat(rowsByBucket.values()).allMatch(rows -> rows > 350 && rows < 500);
    }

    @Test
    void should_share_milliseconds_and_ticks_within_a_partition_when_assets_were_imported() {
        SampleAssets sample = sample(20_000);
        Map<String, Integer> byMilli = new HashMap<>();
        Map<String, Integer> byTick = new HashMap<>();

        for (long index = 0; index < sample.count(); index++) {
            SampleAsset asset = sample.at(index);
            byMilli.merge(asset.partition() + "/" + asset.assetId().timestamp() / 10_000, 1, Integer::sum);
            byTick.merge(asset.partition() + "/" + asset.assetId().timestamp(), 1, Integer::sum);
        }

        assertThat(byMilli.values().stream().filter(assets -> assets == 3)).hasSize(200);
        assertThat(byTick.values().stream().filter(assets -> assets == 2)).hasSize(200);
    }

    @Test
    void should_be_written_when_it_was_created() {
        SampleAsset asset = sample(1000).at(777);

        assertThat(asset.writtenAtMicros() / 1000)
                .isEqualTo(BucketPattern.createdAt(asset.assetId()).toEpochMilli());
    }

    @Test
    void should_be_movies_for_a_good_half_when_of_any_size() {
        for (long size : new long[] {20, 200, 20_000}) {
            SampleAssets sample = sample(size);
            Map<String, Long> byType = new HashMap<>();
            for (long index = 0; index < size; index++) {
                byType.merge(sample.at(index).partition().assetType(), 1L, Long::sum);
            }
            assertThat(byType)
                    .containsEntry("movie", size * 11 / 20)
                    .containsEntry("poster", size * 4 / 20)
                    .containsEntry("trailer", size * 3 / 20)
                    .containsEntry("subtitle", size * 2 / 20);
        }
    }

    @Test
    void should_take_every_film_once_when_a_round_of_editions_is_over() {
        SampleAssets sample = sample(20_000);
        Map<Integer, Integer> editions = new HashMap<>();
        int movies = 0;

        for (long index = 0; index < sample.count(); index++) {
            SampleAsset asset = sample.at(index);
            if (asset.partition().assetType().equals("movie")) {
                movies++;
                editions.merge(System.identityHashCode(asset.payload()), 1, Integer::sum);
                if (movies % FILMS.count() == 0) {
                    int round = movies / FILMS.count();
                    assertThat(editions).hasSize(FILMS.count());
                    assertThat(editions.values()).allMatch(times -> times == round);
                }
            }
        }

        assertThat(movies).isEqualTo(11_000);
    }

    @Test
    void should_leave_films_as_they_are_when_the_data_set_is_cut() throws IOException {
        JsonNode films;
        try (var resource = Films.class.getResourceAsStream("movies.json")) {
            films = Json.mapper().readTree(resource);
        }

        assertThat(FILMS.count()).isEqualTo(3201).isEqualTo(films.size());
        for (int film = 0; film < FILMS.count(); film++) {
            var json = FILMS.at(film).json();
            assertThat(parse(json)).isEqualTo(films.get(film));
            assertThat(json.get(0)).isEqualTo((byte) '{');
            assertThat(json.get(json.limit() - 1)).isEqualTo((byte) '}');
        }
    }

    @Test
    void should_keep_the_dirt_when_posters_are_derived() throws IOException {
        SampleAssets sample = sample(70_000);
        int numbers = 0;
        int nulls = 0;
        for (long index = 0; index < sample.count(); index++) {
            SampleAsset asset = sample.at(index);
            if (asset.partition().assetType().equals("poster")) {
                JsonNode poster = parse(asset.payload());
                assertThat(poster.fieldNames())
                        .toIterable()
                        .containsExactly("Film", "Kind", "Width", "Height", "File", "Language", "Credit");
                numbers += poster.get("Film").isNumber() ? 1 : 0;
                nulls += poster.get("Film").isNull() ? 1 : 0;
            }
        }
        assertThat(numbers).isBetween(9 * 4, 9 * 5);
        assertThat(nulls).isBetween(4, 5);
    }

    @Test
    void should_pad_derived_assets_alone_when_asked_to() {
        SampleAssets plain = sample(2000);
        SampleAssets padded = new SampleAssets(FILMS, new SampleSpec(2000, 1, BucketPattern.of("yyyy-MM"), 900));

        for (long index = 0; index < plain.count(); index++) {
            SampleAsset asset = padded.at(index);
            if (asset.partition().assetType().equals("movie")) {
                assertThat(asset).isEqualTo(plain.at(index));
            } else {
                assertThat(asset.payload().remaining()).isEqualTo(900);
            }
        }
    }

    @Test
    void should_need_no_more_memory_when_there_are_a_million() {
        SampleAssets sample = sample(1_000_000);
        long bytes = 0;
        long ordered = 0;
        UUID before = sample.at(0).assetId();

        for (long index = 1; index < sample.count(); index++) {
            SampleAsset asset = sample.at(index);
            bytes += asset.payload().remaining();
            ordered += asset.assetId().timestamp() >= before.timestamp() ? 1 : 0;
            before = asset.assetId();
        }

        assertThat(bytes / sample.count()).isBetween(200L, 500L);
        assertThat(ordered).isGreaterThan(999_000);
    }

    @Test
    void should_lie_in_the_range_of_ids_when_it_spans_the_bucket() {
        SampleAsset asset = sample(1000).at(500);
        BucketPattern months = BucketPattern.of("yyyy-MM");
        String bucket = asset.partition().bucket();

        IdRange range = IdRange.of(
                asset.partition(),
                months.start(bucket).orElseThrow(),
                months.end(bucket).orElseThrow());

        assertThat(asset.assetId().timestamp())
                .isBetween(range.lowest().timestamp(), range.below().timestamp());
    }

    @Test
    void should_refuse_when_an_index_or_a_size_is_out_of_bounds() {
        SampleAssets sample = sample(10);

        assertThatThrownBy(() -> sample.at(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sample.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SampleSpec.ofAssets(0)).hasMessageContaining("assets");
        assertThat(sample(1).at(0).partition().assetType()).isEqualTo("movie");
    }

    private static JsonNode parse(ByteBuffer json) throws IOException {
        return Json.mapper()
                .readTree(StandardCharsets.UTF_8.decode(json.duplicate()).toString());
    }

    private static SampleAssets sample(long assets) {
        return new SampleAssets(FILMS, SampleSpec.ofAssets(assets));
    }
}
