/** Settings by key, for parts that services and commands share: texts, secrets from files, keys and certificates. */
@NullMarked
package dev.reprise.common.setting;

import org.jspecify.annotations.NullMarked;
