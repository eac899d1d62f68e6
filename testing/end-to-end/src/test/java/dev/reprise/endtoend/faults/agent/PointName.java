package dev.reprise.endtoend.faults.agent;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Where Byte Buddy puts the name of a point into the advice. */
@Retention(RetentionPolicy.RUNTIME)
@interface PointName {}
