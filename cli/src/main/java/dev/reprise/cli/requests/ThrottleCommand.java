package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.common.job.Job;
import dev.reprise.common.request.Request;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code reprise throttle}: changes the rate of a job while it runs. */
@Command(name = "throttle", description = "Change the rate of a job while it runs.")
public final class ThrottleCommand extends JobCommand {

    @Option(
            names = "--rate",
            required = true,
            paramLabel = "N|none",
            converter = RateConverter.class,
            description = "At most so many events per second, or none for no limit.")
    private Rate rate = new Rate(null);

    /** Creates the command. */
    public ThrottleCommand(Invocation invocation, Connector connector) {
        super(invocation, connector);
    }

    @Override
    Request request(Ask ask) {
        return new Request.Throttle(ask.job(), rate.perSecond(), ask.requestedBy(), ask.reason());
    }

    @Override
    boolean hasEffect(Job state) {
        return !state.state().isFinal() && Objects.equals(state.eventsPerSecond(), rate.perSecond());
    }

    /** Events per second; {@code null} for no limit. */
    record Rate(@Nullable Integer perSecond) {}

    /** Reads a rate, or none. */
    static final class RateConverter implements ITypeConverter<Rate> {

        private static final String NO_LIMIT = "none";
        private static final String NUMBER = "[1-9]\\d{0,8}";

        @Override
        public Rate convert(String text) {
            if (text.equals(NO_LIMIT)) {
                return new Rate(null);
            }
            if (!text.matches(NUMBER)) {
                throw new TypeConversionException("'" + text + "' is neither a whole number from 1 on nor none");
            }
            return new Rate(Integer.valueOf(text));
        }
    }
}
