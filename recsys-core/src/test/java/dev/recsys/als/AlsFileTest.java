package dev.recsys.als;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsys.algorithm.Algorithms;
import dev.recsys.data.Dataset;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.model.BundleFile;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.Trainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlsFileTest {

    private final Dataset<Integer, Integer> data = SampleRatings.dataset(SampleRatings.weights(30, 20));

    private static ModelBundle<Integer, Integer> read(ByteArrayOutputStream file) {
        return new BundleFile(Algorithms.builtIn())
                .read(new ByteArrayInputStream(file.toByteArray()), "memory", file.size(), IdType.INT, IdType.INT);
    }

    private static ModelBundle<Integer, Integer> copy(ModelBundle<Integer, Integer> bundle) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new BundleFile(Algorithms.builtIn()).write(bundle, file, "memory");
        return read(file);
    }

    @Test
    void aNonNegativeModelStaysOne() {
        for (Trainer<?> trainer : new Trainer<?>[] {
            Als.implicit().withFactors(4).withNonNegative(true),
            Als.explicit().withFactors(4).withNonNegative(true)
        }) {
            ModelBundle<Integer, Integer> bundle = trainer.train(data);
            History history = History.of(1, 2, 7);
            ItemMask allowed = ItemMask.all(20);

            ModelBundle<Integer, Integer> read = copy(bundle);

            assertThat(read).isEqualTo(bundle);
            assertThat(read.model().forHistory(history).topK(20, allowed))
                    .isEqualTo(bundle.model().forHistory(history).topK(20, allowed));
        }
    }

    /** Files of the first release of ials say nothing about the sign. */
    @Test
    void versionOneOfIalsIsRead() {
        ModelBundle<Integer, Integer> bundle =
                Als.implicit().withFactors(4).withNonNegative(false).train(data);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new BundleFile(algorithm -> Optional.of(new VersionOne())).write(bundle, file, "memory");

        ModelBundle<Integer, Integer> read = read(file);

        assertThat(read).isEqualTo(bundle);
        History history = History.of(1, 2, 7);
        assertThat(read.model().forHistory(history).topK(5, ItemMask.all(20)))
                .isEqualTo(bundle.model().forHistory(history).topK(5, ItemMask.all(20)));
    }

    private static final class VersionOne implements ModelCodec<FactorModel> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(FactorModel model, SectionOutput out) {
            Confidence.of(Als.implicit().withFactors(4)).write(out);
            out.writeFactors(model.userFactors());
            out.writeFactors(model.itemFactors());
        }

        @Override
        public FactorModel read(ModelInfo info, int version, SectionInput in) {
            throw new UnsupportedOperationException("only writes");
        }
    }
}
