package dev.reprise.common.assets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Some neighbours in a list of ids that are in one bucket. A list that is sorted by bucket is stored as its ids and these
 * runs, which take little space however many ids there are.
 *
 * @param bucket bucket, in its text form
 * @param length how many ids, at least one
 */
public record BucketRun(String bucket, int length) {

    public BucketRun {
        Objects.requireNonNull(bucket, "bucket");
        if (length < 1) {
            throw new IllegalArgumentException("a run of a bucket has at least one id, not " + length);
        }
    }

    /** Returns the runs of a list, in its order. */
    public static List<BucketRun> of(List<LocatedId> ids) {
        List<BucketRun> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= ids.size(); i++) {
            String bucket = ids.get(from).bucket();
            if (i == ids.size() || !ids.get(i).bucket().equals(bucket)) {
                runs.add(new BucketRun(bucket, i - from));
                from = i;
            }
        }
        return runs;
    }

    /**
     * Returns ids with their buckets again.
     *
     * @throws IllegalArgumentException if the runs are not as long as the list
     */
    public static List<LocatedId> located(List<UUID> ids, List<BucketRun> runs) {
        long length = runs.stream().mapToLong(BucketRun::length).sum();
        if (length != ids.size()) {
            throw new IllegalArgumentException(ids.size() + " ids cannot be in runs of " + length);
        }
        List<LocatedId> located = new ArrayList<>(ids.size());
        for (BucketRun run : runs) {
            ids.subList(located.size(), located.size() + run.length())
                    .forEach(id -> located.add(new LocatedId(run.bucket(), id)));
        }
        return located;
    }
}
