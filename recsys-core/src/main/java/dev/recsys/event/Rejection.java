package dev.recsys.event;

import dev.recsys.Stable;

/**
 * One row that was not taken.
 *
 * @param line its line or row number in the source, from 1
 * @param reason the rule it broke
 * @param field the field that broke it, or {@code "row"}
 * @param detail what was found
 */
@Stable
public record Rejection(long line, RejectionReason reason, String field, String detail) {}
