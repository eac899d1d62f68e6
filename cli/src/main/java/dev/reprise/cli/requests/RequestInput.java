package dev.reprise.cli.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.common.request.RefusedRequestException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A request for a job: typed, or in a file.
 *
 * <p>Threading: one thread.
 */
final class RequestInput {

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Post the request in this file instead; - for standard input.")
    private @Nullable Path file;

    /**
     * Returns the request.
     *
     * @param change what the command makes of it before it is posted
     * @throws WrongUsageException if what was typed makes no request
     * @throws RefusedRequestException with every reason, if what is in the file makes none
     */
    RequestDocument document(Invocation invocation, JobNames names, Consumer<ObjectNode> change)
            throws RefusedRequestException {
        Path given = file;
        if (given == null) {
            try {
                return RequestDocument.of(options, names, invocation.variable(Invocation.USER), change);
            } catch (RefusedRequestException wrong) {
                throw new WrongUsageException(String.join("; ", wrong.reasons()));
            }
        }
        if (!options.isEmpty()) {
            throw new WrongUsageException("a request is either in a file or typed, not both");
        }
        return RequestDocument.ofFile(InputFile.read(given).getBytes(StandardCharsets.UTF_8), names, change);
    }
}
