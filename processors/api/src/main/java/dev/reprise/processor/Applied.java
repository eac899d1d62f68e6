package dev.reprise.processor;

import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import java.util.List;
import java.util.Objects;

/** What became of one effect. */
public sealed interface Applied {

    /** It was carried out, or turned out to need nothing. */
    Applied CHANGED = new Done(Outcome.CHANGED);

    /** Not carried out: a live writer has changed the row since it was read. */
    Applied OVERTAKEN = new Done(Outcome.OVERTAKEN);

    /** Not carried out: the row has ended since it was read. */
    Applied GONE = new Done(Outcome.GONE);

    /** Returns what one of the cases makes of it. */
    <T> T as(Cases<T> cases);

    /**
     * All kinds: whoever tells them apart has to think of each.
     *
     * @param <T> what the cases make of it
     */
    interface Cases<T> {

        /** It came to an outcome. */
        T done(Outcome outcome);

        /** It is carried out by messages. */
        T sent(List<Message> messages);

        /** It can never be carried out. */
        T failed(Failure failure);

        /** It cannot be carried out until a person has done something. */
        T refused(String reason);
    }

    /** It came to an outcome other than a failure. */
    record Done(Outcome outcome) implements Applied {
        public Done {
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public <T> T as(Cases<T> cases) {
            return cases.done(outcome);
        }
    }

    /**
     * It is carried out by messages, which the worker sends in the transaction of the event's offset: exactly once for
     * whoever reads committed records.
     *
     * @param messages at least one, in the order in which they are sent
     */
    record Sent(List<Message> messages) implements Applied {
        public Sent {
            messages = List.copyOf(messages);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("nothing is sent");
            }
        }

        /** It is carried out by one message. */
        public Sent(Message message) {
            this(List.of(message));
        }

        @Override
        public <T> T as(Cases<T> cases) {
            return cases.sent(messages);
        }
    }

    /**
     * It cannot be carried out until a person has done something. The event is parked, and the job is paused; when it is
     * resumed, the event is processed again.
     *
     * @param reason for that person, to follow the words "this worker", such as {@code finds no topic 'x'; create it}
     */
    record Refused(String reason) implements Applied {
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <T> T as(Cases<T> cases) {
            return cases.refused(reason);
        }
    }

    /** It can never be carried out, whenever it is tried. */
    record Failed(Failure failure) implements Applied {
        public Failed {
            Objects.requireNonNull(failure, "failure");
        }

        @Override
        public <T> T as(Cases<T> cases) {
            return cases.failed(failure);
        }
    }
}
