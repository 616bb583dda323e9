/**
 * What users like, by category: profiles from events and from stated preferences, and a prior that helps users with short
 * histories.
 */
@NullMarked
package dev.recsys.profile;

import org.jspecify.annotations.NullMarked;
