package dev.reprise.cli;

import dev.reprise.cli.invocation.Console;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * What drivers log, as remarks: they repeat what servers and topics say.
 *
 * <p>Threading: as its console.
 */
final class DriverLog extends Handler {

    private final Console console;
    private final SimpleFormatter formatter = new SimpleFormatter();

    DriverLog(Console console) {
        this.console = console;
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            console.remarks(formatter.format(record).replace("\t", "    "));
        }
    }

    @Override
    public void flush() {
        // The console keeps nothing back.
    }

    @Override
    public void close() {
        // The console stays open to the end of the process.
    }
}
