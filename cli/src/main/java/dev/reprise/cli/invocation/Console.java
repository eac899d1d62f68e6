package dev.reprise.cli.invocation;

import dev.reprise.cli.text.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import picocli.CommandLine;

/**
 * Where a command prints: results, which other programs may read, and remarks, which are for people. The only place that prints, so
 * that whatever comes from outside is made harmless by {@link Printable} in this one place. What the terminal's charset lacks is
 * escaped as well, and not lost in a question mark.
 *
 * <p>Threading: safe for any number of threads; a line is printed as a whole.
 */
public final class Console {

    /** Where a JVM tells the charset of its output: since Java 19, before on a terminal, and of the system. */
    private static final List<String> CHARSET_PROPERTIES =
            List.of("stdout.encoding", "sun.stdout.encoding", "native.encoding");

    private static final String INDENT = "  ";

    private final PrintStream out;
    private final PrintStream err;
    private final Charset charset;
    private final boolean terminal;

    /**
     * Creates a console.
     *
     * @param out takes the results
     * @param err takes the remarks
     * @param charset of both
     * @param terminal whether results are seen by a person, who can follow a line that is redrawn
     */
    public Console(OutputStream out, OutputStream err, Charset charset, boolean terminal) {
        this.out = new PrintStream(out, true, charset);
        this.err = new PrintStream(err, true, charset);
        this.charset = charset;
        this.terminal = terminal;
    }

    /** Returns the console of this process. */
    public static Console ofThisProcess(boolean terminal) {
        Charset charset = CHARSET_PROPERTIES.stream()
                .map(System::getProperty)
                .filter(name -> name != null && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
        return new Console(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), charset, terminal);
    }

    /** Returns whether results are seen by a person. */
    public boolean terminal() {
        return terminal;
    }

    /** Prints a line of the result. */
    public void result(String line) {
        result(Paint.PLAIN, line);
    }

    /** Prints a line of the result in a colour. */
    public void result(Paint paint, String line) {
        out.println(paint.on(printable(line)));
        out.flush();
    }

    /** Prints a line of the result that is too long to be held at once. */
    public void result(Stream<String> pieces) {
        pieces.map(this::printable).forEach(out::print);
        result("");
    }

    /** Prints a remark of one line. */
    public void remark(String line) {
        err.println(printable(line));
        err.flush();
    }

    /** Prints a remark of any number of lines; those after the first are indented, so that none can pose as a remark of its own. */
    public void remarks(String lines) {
        var first = lines.lines().findFirst();
        remark(first.orElse(""));
        lines.lines().skip(1).forEach(line -> remark(line.startsWith(INDENT) ? line : INDENT + line));
    }

    /** Prints where an error comes from, for developers. */
    public void trace(Throwable error) {
        var trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        remarks(trace.toString().replace("\t", INDENT + INDENT));
    }

    /** Returns a line of the result that is redrawn in place. */
    public ConsoleProgressBarConsumer redrawn() {
        return new ConsoleProgressBarConsumer(out) {
            @Override
            public void accept(String line) {
                super.accept(printable(line));
            }
        };
    }

    /** Lets a command print its own help, which holds nothing from outside. */
    public void showHelpOf(CommandLine command) {
        command.setOut(new PrintWriter(out, true, charset)).setErr(new PrintWriter(err, true, charset));
    }

    private String printable(String line) {
        String clean = Printable.of(line);
        CharsetEncoder encoder = charset.newEncoder();
        if (encoder.canEncode(clean)) {
            return clean;
        }
        var encodable = new StringBuilder(clean.length());
        clean.codePoints()
                .forEach(one -> encodable.append(
                        encoder.canEncode(Character.toString(one)) ? Character.toString(one) : Printable.escaped(one)));
        return encodable.toString();
    }
}
