package dev.reprise.endtoend.faults;

import dev.reprise.common.request.Mode;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.workload.livewriter.PayloadFactory;

/** Movies go to the version that production's new release writes. */
final class MigrateRound implements RoundJob {

    private final Fleet fleet;
    private final Mode mode;

    private MigrateRound(Fleet fleet, Mode mode) {
        this.fleet = fleet;
        this.mode = mode;
    }

    /** Returns the round of the main job. */
    static MigrateRound byWorkers(Fleet fleet) {
        return new MigrateRound(fleet, Mode.RUN);
    }

    /** Returns a round of a synchronous job, with two instances of id-producer, so that one goes on where another was. */
    static MigrateRound inPlace(Fleet fleet) {
        fleet.keep(ServiceKind.ID_PRODUCER, 2);
        return new MigrateRound(fleet, Mode.SYNCHRONOUS);
    }

    @Override
    public Mode mode() {
        return mode;
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
