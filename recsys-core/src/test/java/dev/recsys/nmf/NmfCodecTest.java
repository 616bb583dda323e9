package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.FormatException;
import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionedReader;
import dev.recsys.format.SectionedWriter;
import dev.recsys.model.FactorModel;
import dev.recsys.model.History;
import dev.recsys.model.ItemMask;
import dev.recsys.model.ModelInfo;
import dev.recsys.train.TrainingContext;
import dev.recsys.train.TrainingInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class NmfCodecTest {

    private static FactorModel trained() {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(30, 21, 0.3, 6), 21);
        return Nmf.frobenius().withFactors(5).train(TrainingInput.of(matrix), TrainingContext.defaults());
    }

    private static byte[] write(FactorModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SectionedWriter writer = new SectionedWriter(bytes, "memory", "NMFTESTS", 1);
        writer.section("model", true, out -> Nmf.ALGORITHM.codec().write(model, out));
        writer.finish();
        return bytes.toByteArray();
    }

    private static FactorModel read(ModelInfo info, byte[] bytes) {
        SectionedReader reader =
                new SectionedReader(new ByteArrayInputStream(bytes), "memory", "NMFTESTS", 1, 1, bytes.length);
        SectionInput section = reader.next().orElseThrow();
        FactorModel model =
                Nmf.ALGORITHM.codec().read(info, Nmf.ALGORITHM.codec().version(), section);
        assertThat(section.remaining()).isZero();
        return model;
    }

    @Test
    void aModelIsReadBackBitForBit() {
        FactorModel model = trained();

        FactorModel back = read(model.info(), write(model));

        assertThat(back.info()).isEqualTo(model.info());
        assertThat(back.userFactors()).isEqualTo(model.userFactors());
        assertThat(back.itemFactors()).isEqualTo(model.itemFactors());
        History history = History.of(2, 7, 20);
        assertThat(back.forHistory(history).topK(21, ItemMask.all(21)))
                .isEqualTo(model.forHistory(history).topK(21, ItemMask.all(21)));
    }

    @Test
    void aModelOfAnotherSizeThanAnnouncedIsCorrupt() {
        FactorModel model = trained();
        ModelInfo info = ModelInfo.of("nmf", model.info().config(), DataShape.of(30, 22, 1));
        byte[] bytes = write(model);
        assertThatThrownBy(() -> read(info, bytes))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("22 items");
    }
}
