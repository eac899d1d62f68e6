package dev.reprise.workload.sample;

import dev.reprise.common.assets.AssetPartition;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The assets of a sample by number, each made when it is asked for: a sample of millions takes no more memory than one
 * of a thousand. Numbers follow creation time.
 *
 * <p>Of every twenty assets eleven are movies. The first 3,201 movies are the films, once each; after them the films
 * come again as regional editions, which a catalogue keeps as assets of their own with the same content. Posters,
 * trailers and subtitles go through the films in the same way, in another language each round.
 *
 * <p>Threading: immutable.
 */
public final class SampleAssets {

    private final SampleSpec spec;
    private final SampleIds ids;
    private final Payloads payloads;

    /**
     * Creates a sample.
     *
     * @param films the data set
     * @param spec which sample
     */
    public SampleAssets(Films films, SampleSpec spec) {
        this.spec = spec;
        this.ids = new SampleIds(spec);
        this.payloads = new Payloads(films, spec);
    }

    /** Returns how many assets there are. */
    public long count() {
        return spec.assets();
    }

    /** Returns what the sample was made from. */
    public SampleSpec spec() {
        return spec;
    }

    /** Returns the first instant at which an asset of the sample may have been created. */
    public Instant from() {
        return spec.from();
    }

    /** Returns the first instant after the sample. */
    public Instant to() {
        return spec.to();
    }

    /**
     * Returns an asset.
     *
     * @param index from 0 below {@link #count()}
     */
    public SampleAsset at(long index) {
        if (index < 0 || index >= spec.assets()) {
            throw new IndexOutOfBoundsException("asset " + index + " of " + spec.assets());
        }
        SampleType type = SampleType.of(index);
        UUID assetId = ids.at(index);
        return new SampleAsset(
                index,
                new AssetPartition(type.word(), spec.buckets().bucketOf(assetId)),
                assetId,
                1,
                payloads.of(type, type.countAmong(index)),
                ids.writtenAtMicros(index));
    }

    /** Returns the number of an id, or empty when it is no asset of this sample. */
    public OptionalLong indexOf(UUID assetId) {
        return ids.indexOf(assetId);
    }
}
