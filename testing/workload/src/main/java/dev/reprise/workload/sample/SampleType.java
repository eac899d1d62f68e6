package dev.reprise.workload.sample;

/** The asset types of the sample, with how many of every twenty assets are of each. */
public enum SampleType {
    /** A film, or a regional edition of it. A good half of the assets, since the demo's main job migrates these. */
    MOVIE("movie", 'M'),
    /** A poster of a film. */
    POSTER("poster", 'P'),
    /** A trailer of a film. */
    TRAILER("trailer", 'T'),
    /** Subtitles of a film. */
    SUBTITLE("subtitle", 'S');

    /** Types in the order in which assets are created, over and over: 11 movies, 4 posters, 3 trailers, 2 subtitles. */
    private static final String CYCLE = "MMMPMTMPMSMPMTMPMTSM";

    private final String word;

    /** Places of this type in the cycle, a bit each. */
    private final int places;

    SampleType(String word, char letter) {
        this.word = word;
        this.places = places(letter);
    }

    /** Returns the asset type as it stands in the table. */
    public String word() {
        return word;
    }

    /** Returns the type of an asset of the sample. */
    public static SampleType of(long index) {
        return switch (CYCLE.charAt(place(index))) {
            case 'M' -> MOVIE;
            case 'P' -> POSTER;
            case 'T' -> TRAILER;
            default -> SUBTITLE;
        };
    }

    /** Returns how many assets of this type there are among the first so many of the sample. */
    public long countAmong(long assets) {
        long inWholeCycles = assets / CYCLE.length() * Integer.bitCount(places);
        int ofTheRest = places & ((1 << place(assets)) - 1);
        return inWholeCycles + Integer.bitCount(ofTheRest);
    }

    private static int places(char letter) {
        int places = 0;
        for (int place = 0; place < CYCLE.length(); place++) {
            places |= CYCLE.charAt(place) == letter ? 1 << place : 0;
        }
        return places;
    }

    private static int place(long index) {
        return (int) (index % CYCLE.length());
    }
}
