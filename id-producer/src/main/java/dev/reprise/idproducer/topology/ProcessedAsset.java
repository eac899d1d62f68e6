package dev.reprise.idproducer.topology;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Outcome;
import dev.reprise.pipeline.kafka.DeadLetterForm;
import dev.reprise.pipeline.kafka.ResultRecords;
import dev.reprise.pipeline.result.Result;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends what the result of one asset of a synchronous job is made of.
 *
 * <p>Threading: one stream thread.
 *
 * @param records sends
 * @param event what would be emitted in another mode
 * @param round of the job
 * @param record of the event, for a dead letter
 * @param origin where the slice stands that the asset is of
 */
record ProcessedAsset(
        ResultRecords records, AssetEvent event, int round, Record<byte[], byte[]> record, DeadLetterForm.Origin origin)
        implements Result.Cases {

    @Override
    public void done(Result.Done done) {
        tell(done.outcome(), done.recorded());
    }

    @Override
    public void ahead(Result.Ahead ahead) {
        tell(Outcome.OVERTAKEN, ahead.recorded());
    }

    @Override
    public void sent(Result.Sent sent) {
        records.messages(sent.messages());
        tell(Outcome.CHANGED, sent.recorded());
    }

    @Override
    public void failed(Result.Failed failed) {
        records.deadLetter(record, origin, failed.failure());
        tell(Outcome.FAILED, failed.recorded());
    }

    @Override
    public void refused(Result.Refused refused) {
        throw new IllegalStateException("what is refused is not done: " + refused.reason());
    }

    @Override
    public void unknownJob() {
        throw new IllegalStateException("a job with slices is known");
    }

    @Override
    public void previewed(Result.Previewed previewed) {
        throw new IllegalStateException("a synchronous job is no preview");
    }

    @Override
    public void skipped() {
        // Counted, and no more: the job has ended.
    }

    private void tell(Outcome outcome, boolean wanted) {
        if (wanted) {
            records.outcome(event, round, outcome);
        }
    }
}
