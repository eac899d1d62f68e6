package dev.reprise.workload.livewriter;

import java.util.Optional;

/**
 * What the new release of the production service stores where the old one stored something else.
 *
 * <p>Threading: safe for any number of threads; a pure function.
 */
@FunctionalInterface
public interface PayloadFactory {

    /**
     * Returns what the new release stores.
     *
     * @param assetType asset type
     * @param before what the old release would store, version 1
     * @return the same content in the version that the new release writes for this type, which is {@code before} itself
     *     for a type that has not changed; empty when the new release could not make such an asset, so that another is
     *     taken
     */
    Optional<VersionedPayload> afterDeployment(String assetType, VersionedPayload before);

    /** A release that changes nothing. */
    static PayloadFactory unchanged() {
        return (assetType, before) -> Optional.of(before);
    }
}
