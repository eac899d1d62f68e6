package dev.reprise.endtoend.architecture.bad.name;

import dev.reprise.endtoend.architecture.bad.Offends;

/** Says nothing. */
@Offends
class MovieData {}
