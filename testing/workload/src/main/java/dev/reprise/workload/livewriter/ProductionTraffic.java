package dev.reprise.workload.livewriter;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.workload.sample.SampleAsset;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.TimeBasedId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a production service does to the sample: seeded, so that the choice of assets can be repeated. What this writer
 * has deleted it leaves alone, or creates again as a whole. The old release writes payloads of version 1; from {@link #deploy()} on the new one writes what its factory
 * makes of them.
 *
 * <p>Threading: {@link #next()} is called by one thread; {@link #deploy()}, {@link #deleteNext} and {@link #leaveAlone} by any. Memory grows by one id per delete.
 */
public final class ProductionTraffic implements OperationSource {

    /** Share of operations that go to assets created lately, which production touches more than old ones. */
    private static final double RECENT_SHARE = 0.1;

    private static final int RECENT_MAX = 1000;

    /** More misses than this in a row mean that nearly everything is deleted or beyond the new release. */
    private static final int PICKS_MAX = 1000;

    private static final int MAKERS = 1 << 14;

    private static final int KIND = 'M';

    private final SampleAssets sample;
    private final PayloadFactory newRelease;
    private final WriteClock clock;
    private final TrafficMix mix;
    private final SplittableRandom random;
    private final int maker;
    private final Set<UUID> deleted = new HashSet<>();
    private final List<Target> recreatable = new ArrayList<>();
    private final List<Target> recent = new ArrayList<>();
    private final Queue<UUID> marked = new ConcurrentLinkedQueue<>();
    private final Set<UUID> leftAlone = ConcurrentHashMap.newKeySet();
    private volatile boolean deployed;
    private long revisions;
    private long creates;
    private @Nullable Target twin;
    private Duration delay = Duration.ZERO;

    /** An asset that exists, as far as this writer knows, and the one of the sample whose content it has. */
    private record Target(AssetKey key, long template) {}

    /** An asset and what is to be stored in it. */
    private record Choice(Target target, VersionedPayload content) {}

    /**
     * Creates the traffic of one writer.
     *
     * @param sample assets it works on
     * @param newRelease what is written after the deployment
     * @param clock timestamps of this writer
     * @param mix what it does
     * @param seed choice of assets; writers side by side need seeds of their own, or their new assets may meet
     */
    public ProductionTraffic(
            SampleAssets sample, PayloadFactory newRelease, WriteClock clock, TrafficMix mix, long seed) {
        this.sample = sample;
        this.newRelease = newRelease;
        this.clock = clock;
        this.mix = mix;
        this.random = new SplittableRandom(seed);
        this.maker = random.nextInt(MAKERS);
    }

    /** Deletes assets before anything else is done, for good; ids that are not of the sample are passed over. */
    public void deleteNext(Collection<UUID> assetIds) {
        leaveAlone(assetIds);
        marked.addAll(assetIds);
    }

    /** Does nothing to assets any more, as if this writer knew that another one deletes them. */
    public void leaveAlone(Collection<UUID> assetIds) {
        leftAlone.addAll(assetIds);
    }

    /** Rolls the new release out: from the next operation on it is the one that writes. */
    public void deploy() {
        deployed = true;
    }

    @Override
    public Operation next() {
        Optional<Operation> wanted = deleteMarked();
        if (wanted.isPresent()) {
            delay = Duration.ZERO;
            return wanted.get();
        }
        Target again = twin;
        twin = null;
        delay = Duration.ZERO;
        if (again != null) {
            Optional<VersionedPayload> content = content(again);
            if (content.isPresent()) {
                delay = Duration.ofMillis(random.nextInt(mix.twinDelayMillisMax() + 1));
                return new Operation.Update(again.key(), clock.followingMicros(), content.get());
            }
        }
        double roll = random.nextDouble();
        if (roll < mix.creates()) {
            return create();
        }
        if (roll < mix.creates() + mix.deletes()) {
            return delete();
        }
        double beforeRecreates = mix.creates() + mix.deletes() + mix.expiring();
        if (roll >= beforeRecreates && roll < beforeRecreates + mix.recreates()) {
            Optional<Operation> recreated = recreate();
            if (recreated.isPresent()) {
                return recreated.get();
            }
        }
        Choice choice = choose();
        if (roll < beforeRecreates) {
            return new Operation.UpdateWithTtl(
                    choice.target().key(), clock.nextMicros(), choice.content(), mix.ttlSeconds());
        }
        if (random.nextDouble() < mix.twins()) {
            twin = choice.target();
        }
        return new Operation.Update(choice.target().key(), clock.nextMicros(), choice.content());
    }

    @Override
    public Duration delay() {
        return delay;
    }

    private Operation create() {
        Choice content = choose();
        creates++;
        UUID assetId = TimeBasedId.of(TimeBasedId.ticks(creationTime()), maker, KIND, creates);
        String assetType = content.target().key().partition().assetType();
        String bucket = sample.spec().buckets().bucketOf(assetId);
        var key = new AssetKey(new AssetPartition(assetType, bucket), assetId);
        remember(new Target(key, content.target().template()));
        return new Operation.Create(key, clock.nextMicros(), content.content());
    }

    private Instant creationTime() {
        if (random.nextDouble() >= mix.backdated()) {
            return clock.now();
        }
        long span = Duration.between(sample.from(), sample.to()).toMillis();
        return sample.from().plusMillis(random.nextLong(span));
    }

    private Optional<Operation> deleteMarked() {
        for (UUID id = marked.poll(); id != null; id = marked.poll()) {
            OptionalLong index = sample.indexOf(id);
            if (index.isPresent() && !deleted.contains(id)) {
                deleted.add(id);
                return Optional.of(
                        new Operation.Delete(target(index.getAsLong()).key(), clock.nextMicros()));
            }
        }
        return Optional.empty();
    }

    private Operation delete() {
        Target target = pick();
        deleted.add(target.key().assetId());
        if (mix.recreates() > 0) {
            recreatable.add(target);
        }
        return new Operation.Delete(target.key(), clock.nextMicros());
    }

    /** Creates an asset again, or gives up where there is none, or the new release cannot make it. */
    private Optional<Operation> recreate() {
        if (recreatable.isEmpty()) {
            return Optional.empty();
        }
        int place = random.nextInt(recreatable.size());
        Target target = recreatable.get(place);
        if (leftAlone.contains(target.key().assetId())) {
            return Optional.empty();
        }
        return content(target).map(content -> {
            recreatable.set(place, recreatable.get(recreatable.size() - 1));
            recreatable.remove(recreatable.size() - 1);
            deleted.remove(target.key().assetId());
            return new Operation.Create(target.key(), clock.nextMicros(), content);
        });
    }

    private Choice choose() {
        for (int pick = 0; pick < PICKS_MAX; pick++) {
            Target target = pick();
            Optional<VersionedPayload> content = content(target);
            if (content.isPresent()) {
                return new Choice(target, content.get());
            }
        }
        throw new IllegalStateException("the new release can write none of " + PICKS_MAX + " assets");
    }

    private Optional<VersionedPayload> content(Target target) {
        SampleAsset template = sample.at(target.template());
        revisions++;
        VersionedPayload before = Revisions.of(template, revisions);
        return deployed ? newRelease.afterDeployment(template.partition().assetType(), before) : Optional.of(before);
    }

    private Target pick() {
        for (int pick = 0; pick < PICKS_MAX; pick++) {
            Target target = candidate();
            UUID id = target.key().assetId();
            if (!deleted.contains(id) && !leftAlone.contains(id)) {
                return target;
            }
        }
        throw new IllegalStateException("nearly every asset is deleted");
    }

    private Target candidate() {
        if (!recent.isEmpty() && random.nextDouble() < RECENT_SHARE) {
            return recent.get(random.nextInt(recent.size()));
        }
        return target(random.nextLong(sample.count()));
    }

    private Target target(long index) {
        SampleAsset asset = sample.at(index);
        return new Target(new AssetKey(asset.partition(), asset.assetId()), index);
    }

    private void remember(Target target) {
        if (recent.size() < RECENT_MAX) {
            recent.add(target);
        } else {
            recent.set(random.nextInt(RECENT_MAX), target);
        }
    }
}
