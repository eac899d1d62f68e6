package dev.reprise.endtoend.config;

/**
 * A part of a document between two comments, {@code <!-- begin NAME -->} and {@code <!-- end NAME -->}.
 *
 * @param name of the part
 */
record DocumentPart(String name) {

    /** Returns what stands in the part. */
    String in(String document) {
        return document.substring(start(document), end(document));
    }

    /** Returns the document with something else in the part. */
    String replaced(String document, String content) {
        return document.substring(0, start(document)) + content + "\n" + document.substring(end(document));
    }

    private int start(String document) {
        String begin = "<!-- begin " + name + " -->\n";
        return position(document, begin) + begin.length();
    }

    private int end(String document) {
        return position(document, "<!-- end " + name + " -->");
    }

    private static int position(String document, String comment) {
        int position = document.indexOf(comment);
        if (position < 0) {
            throw new AssertionError("the document has no line " + comment.strip());
        }
        return position;
    }
}
