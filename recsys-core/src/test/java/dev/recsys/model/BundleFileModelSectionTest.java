package dev.recsys.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.FormatException;
import dev.recsys.algorithm.Algorithms;
import dev.recsys.event.EventLog;
import dev.recsys.event.IdType;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.popularity.Popularity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BundleFileModelSectionTest {

    @Test
    void bytesAfterTheModelAreRefused() {
        ModelBundle<String, Integer> bundle = Popularity.byUsers()
                .train(EventLog.builder(IdType.STRING, IdType.INT).add("a", 1).build());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BundleFile(name -> Optional.of(new TalkativeCodec())).write(bundle, out, "memory");
        BundleFile file = new BundleFile(Algorithms.builtIn());
        byte[] bytes = out.toByteArray();
        assertThatThrownBy(() ->
                        file.read(new ByteArrayInputStream(bytes), "memory", bytes.length, IdType.STRING, IdType.INT))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("3 bytes follow");
    }

    /** Writes more than the reader expects. */
    private static final class TalkativeCodec implements ModelCodec<ItemScoresModel> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(ItemScoresModel model, SectionOutput out) {
            out.writeFloatArray(model.scores());
            out.writeBytes(new byte[3], 0, 3);
        }

        @Override
        public ItemScoresModel read(ModelInfo info, int version, SectionInput in) {
            throw new UnsupportedOperationException("this codec only writes");
        }
    }
}
