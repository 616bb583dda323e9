package dev.recsys.testkit;

import dev.recsys.data.SparseMatrix;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.model.Capability;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import java.util.Set;

/** The descriptor of {@link Cooccurrence}. */
final class CooccurrenceAlgorithm implements Algorithm<Cooccurrence, CooccurrenceModel> {

    static final String NAME = "cooccurrence";

    static final ParameterSpace<Cooccurrence> PARAMETERS = ParameterSpace.of(
            Cooccurrence.DEFAULTS,
            Parameter.decimal(
                    "shrinkage",
                    0,
                    1e6,
                    Parameter.Scale.LOG,
                    "how far similarities of rare items shrink",
                    Cooccurrence::shrinkage,
                    Cooccurrence::withShrinkage),
            Parameter.flag(
                    "binary",
                    "whether only the sign of weights counts",
                    Cooccurrence::binary,
                    Cooccurrence::withBinary));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Items that the same users have.";
    }

    @Override
    public ParameterSpace<Cooccurrence> parameters() {
        return PARAMETERS;
    }

    @Override
    public Set<Capability> capabilities() {
        return CooccurrenceModel.CAPABILITIES;
    }

    @Override
    public Trainer<CooccurrenceModel> trainer(Cooccurrence config) {
        return config;
    }

    @Override
    public ModelCodec<CooccurrenceModel> codec() {
        return new Codec();
    }

    private static final class Codec implements ModelCodec<CooccurrenceModel> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(CooccurrenceModel model, SectionOutput out) {
            out.writeSparse(model.users());
            for (float[] row : model.similarity()) {
                out.writeFloats(row, 0, row.length);
            }
        }

        @Override
        public CooccurrenceModel read(ModelInfo info, int version, SectionInput in) {
            SparseMatrix users = in.readSparse();
            if (users.rows() != info.users() || users.columns() != info.items()) {
                throw in.corrupt("the histories are " + users);
            }
            if (in.remaining() != 4L * info.items() * info.items()) {
                throw in.corrupt("the similarities take " + in.remaining() + " bytes");
            }
            float[][] similarity = new float[info.items()][info.items()];
            for (float[] row : similarity) {
                in.readFloats(row, 0, row.length);
                for (float value : row) {
                    if (!Float.isFinite(value)) {
                        throw in.corrupt("a similarity is " + value);
                    }
                }
            }
            return new CooccurrenceModel(info, users, similarity);
        }
    }
}
