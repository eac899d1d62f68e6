/** Rules on the manifests in {@code deploy/}, each tried by a broken manifest, and on what goes into the images. */
@NullMarked
package dev.reprise.deployment;

import org.jspecify.annotations.NullMarked;
