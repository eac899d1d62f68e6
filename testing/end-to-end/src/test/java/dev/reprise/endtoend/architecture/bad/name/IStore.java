package dev.reprise.endtoend.architecture.bad.name;

import dev.reprise.endtoend.architecture.bad.Offends;

/** Says what the keyword says. */
@Offends
interface IStore {}
