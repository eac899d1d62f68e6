package dev.reprise.migration.jslt;

import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.ExperimentalModule;
import com.schibsted.spt.data.jslt.parser.JsltParserConstants;
import com.schibsted.spt.data.jslt.parser.Token;
import dev.reprise.migration.MigrationProblem;
import dev.reprise.migration.files.FileTree;
import dev.reprise.migration.files.SourceFile;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A mapping and all it imports, read token by token, so that what stands in a text or a comment is not mistaken for a
 * call. Threading: confined to the loading thread.
 *
 * <p>Sound because JSLT has no other way to a built-in function than its name before a parenthesis: functions are not
 * values, and a module gives only what it defines itself.
 */
final class JsltScan {

    /** Import paths are relative to the top of the tree, whichever file they stand in. */
    private static final Pattern IMPORTABLE = Pattern.compile("(?:[A-Za-z0-9._-]+/)?lib/[A-Za-z0-9_-]+\\.jslt");

    static final int IMPORTS_MAX = 100;

    private final FileTree tree;
    private final Map<String, SourceFile> imports = new LinkedHashMap<>();
    private final List<MigrationProblem> problems = new ArrayList<>();

    private JsltScan(FileTree tree) {
        this.tree = tree;
    }

    /** An import the scan has not accepted; its problem is already noted. */
    static final class UnknownImport extends JsltException {

        private static final long serialVersionUID = 1L;

        private UnknownImport(String path) {
            super("cannot import " + path);
        }
    }

    static JsltScan of(SourceFile file, FileTree tree) {
        JsltScan scan = new JsltScan(tree);
        Deque<SourceFile> unread = new ArrayDeque<>(List.of(file));
        while (!unread.isEmpty() && scan.imports.size() < IMPORTS_MAX) {
            unread.addAll(scan.read(unread.remove()));
        }
        if (!unread.isEmpty()) {
            scan.problems.add(
                    new MigrationProblem(file.display(), 1, "imports more than " + IMPORTS_MAX + " files in all"));
        }
        return scan;
    }

    List<MigrationProblem> problems() {
        return problems;
    }

    /** All files imported, directly or not. */
    List<SourceFile> imports() {
        return List.copyOf(imports.values());
    }

    /** Gives the compiler what an import names. */
    Reader open(String path) {
        SourceFile file = imports.get(path);
        if (file == null) {
            throw new UnknownImport(path);
        }
        return new StringReader(JsltLanguage.rewritten(file.text()));
    }

    /** Notes the problems of one file and gives the files it imports that were not known yet. */
    private List<SourceFile> read(SourceFile file) {
        JsltTokens tokens = JsltTokens.of(file.text());
        new JsltPurity(tokens, file.display(), problems).check();
        List<SourceFile> fresh = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, JsltParserConstants.IMPORT) && tokens.is(i + 1, JsltParserConstants.STRING)) {
                Token path = tokens.get(i + 1);
                read(path.image.substring(1, path.image.length() - 1), path.beginLine, file, fresh);
            }
        }
        return fresh;
    }

    private void read(String path, int line, SourceFile importing, List<SourceFile> fresh) {
        if (path.equals(ExperimentalModule.URI) || imports.containsKey(path)) {
            return;
        }
        SourceFile imported =
                IMPORTABLE.matcher(path).matches() ? tree.find(path).orElse(null) : null;
        if (imported == null) {
            problems.add(new MigrationProblem(
                    importing.display(),
                    line,
                    "cannot import '" + path + "': imports are files named lib/<name>.jslt or <asset type>/lib/<name>"
                            + ".jslt, counted from the top of the migrations"));
            return;
        }
        imports.put(path, imported);
        fresh.add(imported);
    }
}
