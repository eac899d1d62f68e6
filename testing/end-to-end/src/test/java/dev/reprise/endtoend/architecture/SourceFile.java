package dev.reprise.endtoend.architecture;

import java.util.List;

/**
 * A Java file.
 *
 * @param module folder of its module
 * @param part main or test
 * @param path below {@code src/part/java}, with slashes
 * @param text its text
 */
record SourceFile(String module, String part, String path, String text) {

    /** Returns the package as a path; empty for the unnamed one. */
    String folder() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Returns the file name without its ending. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

    /** Returns the name of the class that the file is for. */
    String className() {
        return path.substring(0, path.length() - ".java".length()).replace('/', '.');
    }

    boolean isTest() {
        return part.equals("test");
    }

    boolean isPackageInfo() {
        return name().equals("package-info");
    }

    List<String> lines() {
        return text.lines().toList();
    }

    @Override
    public String toString() {
        return module + "/src/" + part + "/java/" + path;
    }
}
