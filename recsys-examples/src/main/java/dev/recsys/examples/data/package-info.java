/** Made-up data for trying things out: films that do not exist and people who watch them. */
@NullMarked
package dev.recsys.examples.data;

import org.jspecify.annotations.NullMarked;
