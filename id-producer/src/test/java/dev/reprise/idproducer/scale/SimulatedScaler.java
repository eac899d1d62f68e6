package dev.reprise.idproducer.scale;

import java.util.ArrayList;
import java.util.List;

/**
 * The control rules of KEDA and of the horizontal pod autoscaler in simulated seconds, with the settings of {@code
 * deploy/}: KEDA acts between none and one, the autoscaler above. Source: the documents of KEDA 2.20 and Kubernetes 1.36.
 *
 * <p>Threading: one thread.
 */
final class SimulatedScaler {

    private static final int SYNC_SECONDS = 15;
    private static final int COOLDOWN_SECONDS = 300;
    private static final double TOLERANCE = 0.1;
    private static final int UP_WINDOW_SECONDS = 30;
    private static final int DOWN_WINDOW_SECONDS = 300;
    private static final int UP_PODS = 2;
    private static final int UP_SECONDS = 60;
    private static final int DOWN_PODS = 1;
    private static final int DOWN_SECONDS = 120;

    private final double threshold;
    private final int replicasMin;
    private final int replicasMax;
    private final List<Point> recommended = new ArrayList<>();
    private final List<Point> replicas = new ArrayList<>();
    private int now;
    private int clock;
    private int activeAtSecond;

    /** So many pods at some second. */
    private record Point(int second, int pods) {}

    /**
     * Creates a scaler that has started the fewest replicas.
     *
     * @param threshold of the metric, for one pod
     */
    SimulatedScaler(double threshold, int replicasMin, int replicasMax) {
        this.threshold = threshold;
        this.replicasMin = replicasMin;
        this.replicasMax = replicasMax;
        this.now = replicasMin;
        replicas.add(new Point(0, now));
    }

    /**
     * Lets a second pass.
     *
     * @return how many replicas there are to be
     */
    int tick(double metric) {
        int second = clock++;
        if (second % SYNC_SECONDS != 0) {
            return now;
        }
        if (metric > 0) {
            activeAtSecond = second;
        }
        if (now == 0) {
            now = metric > 0 ? Math.max(1, replicasMin) : 0;
        } else if (replicasMin == 0 && second - activeAtSecond >= COOLDOWN_SECONDS) {
            now = 0;
        } else {
            now = autoscaled(second, metric);
        }
        replicas.add(new Point(second, now));
        return now;
    }

    private int autoscaled(int second, double metric) {
        double wanted = metric / threshold;
        int desired = Math.abs(wanted / now - 1) <= TOLERANCE ? now : (int) Math.ceil(wanted);
        recommended.add(new Point(second, Math.max(Math.max(1, replicasMin), Math.min(replicasMax, desired))));
        int up = since(recommended, second - UP_WINDOW_SECONDS).stream()
                .mapToInt(Point::pods)
                .min()
                .orElse(now);
        int down = since(recommended, second - DOWN_WINDOW_SECONDS).stream()
                .mapToInt(Point::pods)
                .max()
                .orElse(now);
        int stable = now < up ? up : Math.min(now, down);
        int atMost = since(replicas, second - UP_SECONDS).get(0).pods() + UP_PODS;
        int atLeast = since(replicas, second - DOWN_SECONDS).get(0).pods() - DOWN_PODS;
        return stable > now ? Math.max(now, Math.min(stable, atMost)) : Math.min(now, Math.max(stable, atLeast));
    }

    private static List<Point> since(List<Point> points, int second) {
        List<Point> found =
                points.stream().filter(one -> one.second() >= second).toList();
        return found.isEmpty() ? points.subList(points.size() - 1, points.size()) : found;
    }
}
