package dev.reprise.endtoend.faults;

import dev.reprise.endtoend.faults.agent.Mutant;

/** A rule of {@code iceberg-writer} that is switched off, with the test of what it protects from. That test must fail. */
enum WriterEnemy {
    /** The writer is killed between two commits. */
    COVERED_AGAIN(
            Mutant.COVERED_AGAIN,
            "SessionContinuityTest",
            "should_append_nothing_twice_when_it_ends_between_the_commits_of_two_tables"),
    /** Two writers at once. */
    RACE_UNCHECKED(
            Mutant.RACE_UNCHECKED, "SessionContinuityTest", "should_let_one_of_two_writers_commit_and_both_go_on"),
    /** Snapshots expire. */
    SNAPSHOTS_ALONE(
            Mutant.SNAPSHOTS_ALONE,
            "SessionContinuityTest",
            "should_go_on_by_the_offsets_of_the_table_when_all_snapshots_have_expired"),
    /** The topic is made anew. */
    TOPIC_ANEW_TAKEN(
            Mutant.TOPIC_ANEW_TAKEN,
            "SessionContinuityTest",
            "should_refuse_a_topic_that_was_made_anew_until_a_person_accepts_it"),
    /** The retention of the topic passes. */
    LOST_ROWS_PASSED_OVER(
            Mutant.LOST_ROWS_PASSED_OVER,
            "SessionContinuityTest",
            "should_refuse_when_the_topic_has_forgotten_rows_that_are_in_no_table"),
    /** The answer to a commit gets lost. */
    DONE_UNNOTICED(
            Mutant.DONE_UNNOTICED,
            "RestCatalogTest",
            "should_not_take_its_own_commit_for_that_of_another_writer_when_it_was_sent_twice");

    private final Mutant mutant;
    private final String test;
    private final String method;

    WriterEnemy(Mutant mutant, String test, String method) {
        this.mutant = mutant;
        this.test = test;
        this.method = method;
    }

    Mutant mutant() {
        return mutant;
    }

    /** Returns the name of the class of the test. */
    String test() {
        return "dev.reprise.iceberg.session." + test;
    }

    String method() {
        return method;
    }
}
