package dev.recsys.format;

import dev.recsys.Stable;

/** Writes what a section holds; called twice, and must write the same both times. */
@Stable
@FunctionalInterface
public interface SectionContent {

    /** Writes everything the section holds. */
    void writeTo(SectionOutput out);
}
