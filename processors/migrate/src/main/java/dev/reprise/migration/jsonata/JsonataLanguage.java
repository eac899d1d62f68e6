package dev.reprise.migration.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.reprise.migration.CompiledMapping;
import dev.reprise.migration.InvalidFileException;
import dev.reprise.migration.MigrationLanguage;
import dev.reprise.migration.MigrationProblem;
import dev.reprise.migration.files.FileTree;
import dev.reprise.migration.files.SourceFile;
import java.util.ArrayList;
import java.util.List;

/** Compiles JSONata. Stateless. */
public final class JsonataLanguage implements MigrationLanguage {

    /** For the service loader. */
    public JsonataLanguage() {}

    @Override
    public String name() {
        return "jsonata";
    }

    @Override
    public CompiledMapping compile(SourceFile file, FileTree tree) throws InvalidFileException {
        List<MigrationProblem> problems = new ArrayList<>(JsonataPurity.check(file));
        try {
            // The library's lexer looks one character past a comment.
            Jsonata expression = Jsonata.jsonata(file.text() + "\n");
            if (problems.isEmpty()) {
                PureJsonata.bindTo(expression);
                expression.setValidateInput(false);
                expression.setOutputConvertNulls(false);
                fillLazyConstants();
                return new CompiledMapping(new JsonataMapping(expression), List.of());
            }
        } catch (JException e) {
            // Positions are those behind the token, so one back is inside it.
            int line = e.getLocation() < 0 ? 1 : file.lineOf(e.getLocation() - 1);
            problems.add(new MigrationProblem(file.display(), line, e.getDetailedErrorMessage()));
        } catch (IndexOutOfBoundsException e) {
            problems.add(new MigrationProblem(
                    file.display(), file.lineOf(file.text().length()), "ends in the middle of something"));
        } catch (RuntimeException | StackOverflowError e) {
            problems.add(new MigrationProblem(file.display(), 1, "does not compile: " + e));
        }
        throw new InvalidFileException(problems);
    }

    /**
     * Evaluates what makes the library fill two static fields, the tree of function chaining and the ISO date format,
     * which it does without a lock at their first use. Afterwards they are only read.
     */
    private static void fillLazyConstants() {
        Jsonata.jsonata("($chained := $uppercase ~> $lowercase; $chained($fromMillis(0)))")
                .evaluate("");
    }
}
