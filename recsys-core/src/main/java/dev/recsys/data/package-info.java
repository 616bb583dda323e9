/**
 * Positions and primitive arrays: sparse and factor matrices, the dataset, the item catalogue.
 */
@NullMarked
package dev.recsys.data;

import org.jspecify.annotations.NullMarked;
