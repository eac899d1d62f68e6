package dev.reprise.worker.topology;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.worker.topology.async.ConsumedRecord;

/**
 * An event that is being processed.
 *
 * @param event the event
 * @param round round of the job that it belongs to
 * @param consumed the record it came in
 */
record EventItem(AssetEvent event, int round, ConsumedRecord<byte[], byte[]> consumed) {

    /**
     * What events must share to be processed together.
     *
     * @param job job id
     * @param partition type and bucket
     */
    record Group(String job, AssetPartition partition) {}

    Group group() {
        return new Group(event.job(), new AssetPartition(event.assetType(), event.bucket()));
    }
}
