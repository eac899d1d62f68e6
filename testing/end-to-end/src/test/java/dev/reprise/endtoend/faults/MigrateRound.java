package dev.reprise.endtoend.faults;

import dev.reprise.workload.livewriter.PayloadFactory;

/** Movies go to the version that production's new release writes. */
final class MigrateRound implements RoundJob {

    private final Fleet fleet;

    MigrateRound(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public String processor() {
        return "{\"name\":\"migrate\",\"toVersion\":" + Fleet.TO_VERSION + "}";
    }

    @Override
    public PayloadFactory release() {
        return fleet.release();
    }
}
