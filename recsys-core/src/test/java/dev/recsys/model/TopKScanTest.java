package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.execution.Parallelism;
import dev.recsys.internal.math.PackedItems;
import dev.recsys.internal.simd.Kernels;
import dev.recsys.internal.simd.TestedKernels;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernels")
class TopKScanTest {

    private static final long SEED = System.nanoTime();

    /** How the lengths of items are spread. */
    private enum Lengths {
        EQUAL,
        STEEP,
        TIED,
        ZEROS,
        TINY,
        HUGE;

        float scale(int item, SplittableRandom random) {
            return switch (this) {
                case EQUAL, TIED -> 1f;
                case STEEP -> (float) (10 / (1.0 + random.nextInt(1000)));
                case ZEROS -> random.nextInt(3) == 0 ? 1f : 0f;
                case TINY -> 1e-42f;
                case HUGE -> 1e17f;
            };
        }
    }

    private static float[][] vectors(int count, int factors, Lengths lengths, SplittableRandom random) {
        float[][] vectors = new float[count][factors];
        for (int i = 0; i < count; i++) {
            float scale = lengths.scale(i, random);
            for (int f = 0; f < factors; f++) {
                double value = lengths == Lengths.TIED ? random.nextInt(3) - 1 : random.nextGaussian();
                vectors[i][f] = (float) value * scale;
            }
        }
        return vectors;
    }

    private static PackedItems packed(Kernels kernels, float[][] vectors, int factors) {
        return PackedItems.of(
                kernels.panels(),
                (row, out, offset) -> System.arraycopy(vectors[row], 0, out, offset, factors),
                vectors.length,
                factors);
    }

    /** A full sort of the scores of allowed items. */
    private static TopK naive(PackedItems packed, float[] query, int k, ItemMask allowed) {
        float[] scores = new float[packed.items()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = packed.score(i, query) + 0f;
        }
        int[] order = IntStream.range(0, scores.length)
                .filter(allowed::contains)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -scores[i]).thenComparing(i -> i))
                .limit(k)
                .mapToInt(i -> i)
                .toArray();
        float[] best = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            best[i] = scores[order[i]];
        }
        return TopK.of(order, best, order.length);
    }

    private static ItemMask mask(int items, SplittableRandom random) {
        ItemMask mask = switch (random.nextInt(5)) {
            case 0 -> ItemMask.all(items);
            case 1 -> ItemMask.where(items, i -> random.nextInt(10) >= 3);
            case 2 -> ItemMask.where(items, i -> random.nextInt(200) == 0);
            case 3 -> ItemMask.of(items);
            default -> ItemMask.where(items, i -> i % 64 != 0);
        };
        return random.nextBoolean() || items == 0
                ? mask
                : mask.and(ItemMask.except(
                        items, random.ints(items / 10 + 1, 0, items).toArray()));
    }

    @ParameterizedTest
    @MethodSource("dev.recsys.internal.simd.TestedKernels#stream")
    void listsAreThoseOfAFullSortForOneQueryForManyAndOnSeveralWorkers(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 24; round++) {
            int items = random.nextInt(5000);
            int factors = 1 + random.nextInt(40);
            Lengths lengths = Lengths.values()[round % Lengths.values().length];
            PackedItems packed = packed(kernels, vectors(items, factors, lengths, random), factors);
            int users = 1 + random.nextInt(30);
            float[][] queries = vectors(users, factors, Lengths.values()[random.nextInt(4)], random);
            ItemMask[] masks = new ItemMask[users];
            Arrays.setAll(masks, u -> mask(items, random));
            int k = random.nextInt(4) == 0 ? 1 + random.nextInt(3000) : 1 + random.nextInt(20);
            String name = kernels.name() + ", " + lengths + ", " + items + " items, " + factors + " factors, k " + k
                    + ", seed " + SEED;

            TopK[] lists = TopKScan.many(packed, queries, k, masks);

            for (int u = 0; u < users; u++) {
                TopK expected = naive(packed, queries[u], k, masks[u]);
                assertThat(lists[u]).as(name).isEqualTo(expected);
                assertThat(TopKScan.one(packed, queries[u], k, masks[u], Parallelism.single()))
                        .as(name)
                        .isEqualTo(expected);
                assertThat(TopKScan.one(packed, queries[u], k, masks[u], Parallelism.threads(3)))
                        .as(name)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.recsys.internal.simd.TestedKernels#stream")
    void moreQueriesThanFitOnePassAreServed(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(SEED);
        PackedItems packed = packed(kernels, vectors(300, 6, Lengths.STEEP, random), 6);
        float[][] queries = vectors(1100, 6, Lengths.EQUAL, random);
        ItemMask[] masks = new ItemMask[queries.length];
        Arrays.fill(masks, ItemMask.all(300));

        TopK[] lists = TopKScan.many(packed, queries, 7, masks);

        for (int u = 0; u < queries.length; u++) {
            assertThat(lists[u]).as("seed " + SEED).isEqualTo(naive(packed, queries[u], 7, masks[u]));
        }
    }

    @Test
    void noComputedScoreExceedsTheBoundThatPrunes() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (Kernels kernels : TestedKernels.all()) {
            int width = kernels.panels().width();
            for (int round = 0; round < 50; round++) {
                int factors = 1 + random.nextInt(100);
                float[] direction = vectors(1, factors, Lengths.EQUAL, random)[0];
                float[][] parallel = new float[2 * width][factors]; // Cauchy-Schwarz is tight for these
                float[] query = direction.clone();
                for (int i = 0; i < parallel.length; i++) {
                    for (int f = 0; f < factors; f++) {
                        parallel[i][f] = direction[f] * (1 + i % 7);
                    }
                }
                PackedItems packed = packed(kernels, parallel, factors);
                for (int panel = 0; panel < packed.panels(); panel++) {
                    double reach = packed.reach(panel, PackedItems.length(query));
                    for (int slot = 0; slot < width; slot++) {
                        assertThat((double) packed.score(packed.itemAt(panel, slot), query))
                                .as(kernels.name() + ", seed " + SEED)
                                .isLessThanOrEqualTo(reach);
                    }
                }
            }
        }
    }

    @Test
    void thePackedFormAccountsForItsMemory() {
        for (Kernels kernels : TestedKernels.all()) {
            int width = kernels.panels().width();
            PackedItems packed = packed(kernels, new float[3 * width][8], 8);
            int arrays = kernels.panels().allocate(3 * width, 8).length;

            assertThat(packed.bytes()).isEqualTo(4L * 3 * width * 8 + 16L * arrays + 8L * 3 * width + 8L * 3);
        }
    }
}
