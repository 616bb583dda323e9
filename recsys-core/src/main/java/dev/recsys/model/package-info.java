/**
 * Trained models, the queries they answer, and the bundle that carries everything needed to serve.
 */
@NullMarked
package dev.recsys.model;

import org.jspecify.annotations.NullMarked;
