package dev.recsys;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public type whose API is kept: from 1.0 on it changes incompatibly only with the major version, after a
 * release that deprecates what goes. Every public top-level type carries this mark or {@link Experimental}; nested
 * types share the mark of the type around them unless they carry {@link Experimental} themselves.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Stable {}
