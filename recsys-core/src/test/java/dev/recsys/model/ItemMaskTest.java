package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemMaskTest {

    /** A mask and the set it stands for. */
    private record Pair(ItemMask mask, BitSet set) {

        static Pair random(int items, int depth, SplittableRandom random) {
            int[] some = items == 0
                    ? new int[0]
                    : random.ints(random.nextInt(2 * items), 0, items).toArray();
            BitSet set = new BitSet();
            switch (random.nextInt(depth == 0 ? 4 : 7)) {
                case 0:
                    set.set(0, items);
                    return new Pair(ItemMask.all(items), set);
                case 1:
                    for (int item : some) {
                        set.set(item);
                    }
                    return new Pair(ItemMask.of(items, some), set);
                case 2:
                    set.set(0, items);
                    for (int item : some) {
                        set.clear(item);
                    }
                    return new Pair(ItemMask.except(items, some), set);
                case 3:
                    for (int item = 0; item < items; item++) {
                        set.set(item, random.nextBoolean());
                    }
                    return new Pair(ItemMask.where(items, set::get), set);
                case 4:
                    Pair inverted = random(items, depth - 1, random);
                    inverted.set.flip(0, items);
                    return new Pair(inverted.mask.not(), inverted.set);
                case 5:
                    Pair left = random(items, depth - 1, random);
                    Pair right = random(items, depth - 1, random);
                    left.set.or(right.set);
                    return new Pair(left.mask.or(right.mask), left.set);
                default:
                    Pair a = random(items, depth - 1, random);
                    Pair b = random(items, depth - 1, random);
                    a.set.and(b.set);
                    return new Pair(a.mask.and(b.mask), a.set);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithABitSetHoweverItWasMade(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            int items = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(200);
            Pair pair = Pair.random(items, 3, random);

            assertThat(pair.mask.items()).isEqualTo(items);
            assertThat(pair.mask.count()).isEqualTo(pair.set.cardinality());
            for (int item = 0; item < items; item++) {
                assertThat(pair.mask.contains(item)).isEqualTo(pair.set.get(item));
            }
            assertThat(pair.mask).hasToString(pair.set.cardinality() + " of " + items + " items");
        }
    }

    @Test
    void aMaskOfNothingAllowsNothing() {
        for (int items : new int[] {0, 1, 64, 65}) {
            assertThat(ItemMask.of(items).count()).isZero();
            assertThat(ItemMask.all(items).not().count()).isZero();
            assertThat(ItemMask.all(items).not().not().count()).isEqualTo(items);
            assertThat(ItemMask.of(items).and(ItemMask.all(items)).count()).isZero();
        }
    }

    @Test
    void positionsMustBeWithinTheItems() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> ItemMask.of(3, 3))
                .withMessage("item 3 is not a position of 3 items");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ItemMask.except(3, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> ItemMask.all(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemMask.all(3).and(ItemMask.all(4)))
                .withMessage("masks over 3 and 4 items do not fit");
    }

    @Test
    void theArraysOfTheCallerAreNotKeptAndNotSorted() {
        int[] items = {2, 0, 2};
        ItemMask except = ItemMask.except(3, items);
        assertThat(items).containsExactly(2, 0, 2);
        items[0] = 1;

        assertThat(except.contains(1)).isTrue();
        assertThat(except.contains(2)).isFalse();
        assertThat(except.count()).isEqualTo(1);
    }
}
