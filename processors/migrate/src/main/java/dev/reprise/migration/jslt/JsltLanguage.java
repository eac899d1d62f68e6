package dev.reprise.migration.jslt;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import com.schibsted.spt.data.jslt.filters.TrueJsonFilter;
import dev.reprise.migration.CompiledMapping;
import dev.reprise.migration.InvalidFileException;
import dev.reprise.migration.MigrationLanguage;
import dev.reprise.migration.MigrationProblem;
import dev.reprise.migration.files.FileTree;
import dev.reprise.migration.files.SourceFile;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles JSLT. Stateless. */
public final class JsltLanguage implements MigrationLanguage {

    /** The parser's messages name the token it stumbled over, its exception the one before. */
    private static final Pattern LINE_IN_MESSAGE = Pattern.compile("at line (\\d+)");

    /** For the service loader. */
    public JsltLanguage() {}

    @Override
    public String name() {
        return "jslt";
    }

    @Override
    public CompiledMapping compile(SourceFile file, FileTree tree) throws InvalidFileException {
        JsltScan scan = JsltScan.of(file, tree);
        List<MigrationProblem> problems = new ArrayList<>(scan.problems());
        try {
            Expression expression = new Parser(new StringReader(rewritten(file.text())))
                    .withSource(file.path())
                    .withFunctions(PureFunctions.ALL)
                    .withResourceResolver(scan::open)
                    .withObjectFilter(new TrueJsonFilter())
                    .compile();
            if (problems.isEmpty()) {
                return new CompiledMapping(new JsltMapping(expression), scan.imports());
            }
        } catch (JsltScan.UnknownImport e) {
            // Noted by the scan, with its line.
        } catch (JsltException e) {
            problems.add(problem(e, file, tree));
        } catch (RuntimeException | StackOverflowError e) {
            problems.add(new MigrationProblem(file.display(), 1, "does not compile: " + e));
        }
        throw new InvalidFileException(problems);
    }

    /** Returns the text that is compiled in place of the author's: with exact arithmetic, and functions that can be ended. */
    static String rewritten(String text) {
        return JsltCheckpoints.in(JsltArithmetic.exact(text));
    }

    private static MigrationProblem problem(JsltException e, SourceFile file, FileTree tree) {
        String message = String.valueOf(e.getMessageWithoutLocation());
        Matcher inMessage = LINE_IN_MESSAGE.matcher(message);
        int line = inMessage.find() ? Integer.parseInt(inMessage.group(1)) : Math.max(1, e.getLine());
        String display = e.getSource() == null
                ? file.display()
                : tree.find(e.getSource()).orElse(file).display();
        return new MigrationProblem(display, line, message.lines().findFirst().orElse("does not compile"));
    }
}
