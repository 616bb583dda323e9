package dev.recsys.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.FormatException;
import dev.recsys.data.DataShape;
import dev.recsys.data.SparseMatrix;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NmfCodecTest {

    private static FactorModel trained() {
        return trained(Nmf.frobenius());
    }

    private static FactorModel trained(Nmf trainer) {
        SparseMatrix matrix = Matrices.sparse(Matrices.ratings(30, 21, 0.3, 6), 21);
        return trainer.withFactors(5).train(TrainingInput.of(matrix), TrainingContext.defaults());
    }

    private static byte[] write(FactorModel model) {
        return write(out -> Nmf.ALGORITHM.codec().write(model, out));
    }

    private static byte[] write(Consumer<SectionOutput> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SectionedWriter writer = new SectionedWriter(bytes, "memory", "NMFTESTS", 1);
        writer.section("model", true, content::accept);
        writer.finish();
        return bytes.toByteArray();
    }

    private static FactorModel read(ModelInfo info, byte[] bytes) {
        return read(info, Nmf.ALGORITHM.codec().version(), bytes);
    }

    private static FactorModel read(ModelInfo info, int version, byte[] bytes) {
        SectionedReader reader =
                new SectionedReader(new ByteArrayInputStream(bytes), "memory", "NMFTESTS", 1, 1, bytes.length);
        SectionInput section = reader.next().orElseThrow();
        FactorModel model = Nmf.ALGORITHM.codec().read(info, version, section);
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
    void foldingInFollowsTheLossAndThePenaltiesOfTheTraining() {
        Nmf trainer = Nmf.kullbackLeibler().withRegularization(0.01).withL1Ratio(0.5);
        FactorModel model = trained(trainer);

        FactorModel back = read(model.info(), write(model));

        History history = History.of(2, 7, 20);
        assertThat(folded(back, history))
                .containsExactly(folded(model, history))
                .isNotEqualTo(folded(trained(trainer.withL1Ratio(0)), history));
    }

    @Test
    void aFileOfTheFirstVersionHasNoPenaltiesAndTheSquaredError() {
        FactorModel model = trained();
        byte[] first = write(out -> {
            out.writeFactors(model.userFactors());
            out.writeFactors(model.itemFactors());
        });

        FactorModel back = read(model.info(), 1, first);

        assertThat(back).isEqualTo(model);
        History history = History.of(2, 7, 20);
        assertThat(folded(back, history)).containsExactly(folded(model, history));
        assertThat(read(back.info(), write(back))).isEqualTo(model);
    }

    @Test
    void anUnknownLossOrANegativePenaltyIsCorrupt() {
        FactorModel model = trained();
        byte[] loss = write(out -> out.writeByte(2));
        assertThatThrownBy(() -> read(model.info(), loss))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("the loss is 2");
        byte[] penalty = write(out -> {
            out.writeByte(0);
            out.writeDouble(-1);
            out.writeDouble(0);
        });
        assertThatThrownBy(() -> read(model.info(), penalty))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("penalties");
    }

    private static float[] folded(FactorModel model, History history) {
        float[] out = new float[5];
        model.foldIn().orElseThrow().solve(history, out);
        return out;
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
