/**
 * Every CQL statement of the services, one class each: the listing of this folder is the inventory of database
 * access.
 */
@NullMarked
package dev.reprise.assets.cassandra;

import org.jspecify.annotations.NullMarked;
