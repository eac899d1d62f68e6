/**
 * The main job from nothing: real servers, real assets, both services, a live writer, one request, and a proof that
 * takes nothing from the services.
 */
@NullMarked
package dev.reprise.demo;

import org.jspecify.annotations.NullMarked;
