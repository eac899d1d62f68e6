package dev.reprise.endtoend.architecture.bad.driver;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.reprise.endtoend.architecture.bad.Offends;

/** Knows the driver outside a leaf. */
@Offends
record KnowsTheDriver(CqlSession session) {}
