package dev.reprise.iceberg.session;

import dev.reprise.common.export.ExportedRow;
import dev.reprise.common.export.ExportedRowFormat;
import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.Continuity;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.progress.TopicState;
import dev.reprise.iceberg.spill.Spill;
import dev.reprise.iceberg.spill.SpillKey;
import dev.reprise.iceberg.table.Appended;
import dev.reprise.iceberg.table.Lakehouse;
import dev.reprise.iceberg.table.RejectedRow;
import dev.reprise.iceberg.table.Standing;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads rows and commits them, from where the tables end. It remembers nothing that the tables do not tell: when it is cut
 * off anywhere, another session reads again what is not in the tables, and passes over what is.
 *
 * <p>Each table has its own offsets, in the commit of its rows. The writer's own table has the offsets before which every row
 * is in its table; it is committed last, and a session begins there. So a session that ends between two commits costs that
 * rows are read twice, and nothing else.
 *
 * <p>Threading: one thread.
 */
public final class ExportSession {

    private final ExportTopic topic;
    private final Lakehouse lakehouse;
    private final Spill spill;
    private final ExportLimits limits;
    private final LongSupplier nanoTime;
    private final ExportEvents events;
    private final TopicState begun;
    private final Map<TableName, Standing> standings = new LinkedHashMap<>();
    private ReadPositions committed;
    private long committedAtNanos;

    /**
     * Begins where the tables end.
     *
     * @param spill empty; the caller's to close
     * @throws dev.reprise.iceberg.progress.RefusedException if rows were lost, and nobody has accepted that
     */
    public ExportSession(ExportTopic topic, Lakehouse lakehouse, Spill spill, Terms terms, Environment environment) {
        this.topic = topic;
        this.lakehouse = lakehouse;
        this.spill = spill;
        this.limits = terms.limits();
        this.nanoTime = environment.nanoTime();
        this.events = environment.events();
        this.begun = topic.state();
        ReadPositions read = lakehouse.positions(begun.id());
        ReadPositions from = terms.continuity().from(read, begun);
        if (!read.topicId().equals(from.topicId())) {
            lakehouse.replaceTopic(from);
            read = from;
        }
        this.committed = read;
        this.committedAtNanos = nanoTime.getAsLong();
        topic.start(from);
        events.begun(read);
    }

    /**
     * What a deployment has set.
     *
     * @param limits when a commit is due
     * @param continuity what becomes of lost rows
     */
    public record Terms(ExportLimits limits, Continuity continuity) {}

    /**
     * What is around a session.
     *
     * @param nanoTime a clock that only goes forward
     * @param events told of what becomes of rows
     */
    public record Environment(LongSupplier nanoTime, ExportEvents events) {}

    /**
     * Takes what has come, and commits when it is time.
     *
     * @return false when the topic is not what it was: another session must look at it anew
     */
    public boolean step() {
        topic.poll().forEach(this::take);
        return !isDue() || commit();
    }

    private void take(ExportEntry entry) {
        byte[] value = entry.value();
        ExportedRow row;
        try {
            row = ExportedRowFormat.readWithoutPayload(value);
        } catch (IllegalArgumentException e) {
            reject(entry, String.valueOf(e.getMessage()));
            return;
        }
        Standing standing = standings.computeIfAbsent(row.table(), name -> lakehouse.standing(name, begun.id()));
        if (standing instanceof Standing.Foreign foreign) {
            reject(entry, foreign.reason());
        } else if (standing instanceof Standing.Open open
                && !open.positions().covers(entry.partition(), entry.offset())
                && value != null) {
            Optional<YearMonth> created = row.createdAt().map(at -> YearMonth.from(at.atZone(ZoneOffset.UTC)));
            spill.add(new SpillKey(row.table(), row.assetType(), created), value);
            events.read(row.table(), entry.timestampMillis());
        }
    }

    private void reject(ExportEntry entry, String reason) {
        events.rejected(entry.partition(), entry.offset(), reason);
        var row = new RejectedRow(
                entry.partition(), entry.offset(), entry.timestampMillis(), reason, entry.keyText(), entry.valueText());
        spill.add(new SpillKey(lakehouse.own(), "", Optional.empty()), row.bytes());
    }

    private boolean isDue() {
        if (spill.bytes() >= limits.spillBytesMax() || spill.isFull()) {
            return true;
        }
        // The marks of transactions count too: they must not look like lost rows when the topic has forgotten them.
        return nanoTime.getAsLong() - committedAtNanos >= limits.interval().toNanos()
                && topic.positions().total() != committed.total();
    }

    /** Commits each table that rows wait for, and then how far all of them are. */
    private boolean commit() {
        // What was read from a topic that is gone meanwhile has offsets that mean something else.
        if (!topic.state().isSameAs(begun)) {
            return false;
        }
        long begunAtNanos = nanoTime.getAsLong();
        ReadPositions upTo = topic.positions();
        for (TableName name : spill.tables()) {
            if (standings.get(name) instanceof Standing.Open open) {
                append(name, open.positions(), upTo);
            }
        }
        lakehouse.advance(spill, committed, upTo);
        committed = upTo;
        committedAtNanos = nanoTime.getAsLong();
        spill.clear();
        events.advanced(upTo, committedAtNanos - begunAtNanos);
        return true;
    }

    private void append(TableName name, ReadPositions since, ReadPositions upTo) {
        long begunAtNanos = nanoTime.getAsLong();
        ReadPositions furthest = since.furthest(upTo);
        Appended appended = lakehouse.append(name, spill, since, furthest);
        standings.put(name, new Standing.Open(furthest));
        events.committed(name, appended, nanoTime.getAsLong() - begunAtNanos);
    }
}
