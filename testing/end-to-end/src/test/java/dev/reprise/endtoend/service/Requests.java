package dev.reprise.endtoend.service;

/** Requests as a user would type them. */
final class Requests {

    private Requests() {}

    /** Everything of a type to its latest version, with one outcome recorded for each event. */
    static String submit(String job, String type) {
        return submit(job, type, "", "");
    }

    /**
     * The same with more fields.
     *
     * @param selector further fields of the selector, each behind a comma
     * @param further further fields of the request, each behind a comma
     */
    static String submit(String job, String type, String selector, String further) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"" + type + "\"" + selector
                + "},\"processor\":{\"name\":\"migrate\",\"toVersion\":\"latest\"},\"outcomes\":true" + further + "}";
    }

    /** Pause, resume or cancel. */
    static String command(String type, String job) {
        return "{\"type\":\"" + type + "\",\"job\":\"" + job + "\"}";
    }
}
