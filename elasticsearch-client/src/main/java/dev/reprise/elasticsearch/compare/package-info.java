/** An index is compared with the rows of assets by id and version, asset by asset. */
@NullMarked
package dev.reprise.elasticsearch.compare;

import org.jspecify.annotations.NullMarked;
