package dev.recsys.internal.math;

class ScanTest {

    private static final long SEED = 11;

    private record Scored(int item, float score) {}
}
