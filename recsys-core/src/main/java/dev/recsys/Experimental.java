package dev.recsys;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public type, constructor, method or field that may change or go in any release, with a line in the changelog
 * as the only notice. It works and is tested; only its shape is not settled.
 *
 * @see Stable
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.CONSTRUCTOR, ElementType.METHOD, ElementType.FIELD})
public @interface Experimental {}
