package dev.reprise.idproducer.jobs;

import dev.reprise.common.request.Mode;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestDigest;
import java.util.Objects;

/**
 * What a job was about, as far as later jobs refer to it.
 *
 * <p>Threading: immutable.
 *
 * @param processor name of its processor
 * @param isPreview whether it wrote nothing
 * @param selection digest of its selector
 */
public record JobSubject(String processor, boolean isPreview, String selection) {

    public JobSubject {
        Objects.requireNonNull(processor, "processor");
        Objects.requireNonNull(selection, "selection");
    }

    static JobSubject of(Request.Submit submit) {
        return new JobSubject(
                submit.processor().name(), submit.mode() == Mode.PREVIEW, RequestDigest.of(submit.selector()));
    }
}
