/**
 * The kernels that decide speed, behind one small interface with two providers: plain loops in shapes that HotSpot's C2
 * turns into vector code, and the Vector API where the JVM has it. Internal: no compatibility promise.
 */
@NullMarked
package dev.recsys.internal.simd;

import org.jspecify.annotations.NullMarked;
