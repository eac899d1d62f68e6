/**
 * The rules of the house, as far as a machine can judge them: on the classes of all modules, and on their sources. Below
 * {@code bad} stands a class for each way to break a rule, which proves that the rule fires.
 */
@NullMarked
package dev.reprise.endtoend.architecture;

import org.jspecify.annotations.NullMarked;
