package dev.recsys.recommend;

import dev.recsys.model.ItemMask;
import dev.recsys.model.Query;
import dev.recsys.model.TopK;
import java.util.Arrays;

/** The query of somebody of whom a model knows nothing: every score is 0. Stateless, thread-safe. */
record NothingKnown(int items) implements Query {

    @Override
    public boolean isInformed() {
        return false;
    }

    @Override
    public TopK topK(int k, ItemMask allowed) {
        return TopK.best(new float[items], k, allowed);
    }

    @Override
    public void scores(int[] wanted, int count, float[] out) {
        Arrays.fill(out, 0, count, 0f);
    }
}
