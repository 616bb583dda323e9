package dev.recsys.nmf;

import dev.recsys.data.FactorMatrix;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.model.Capability;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import java.util.Set;

/** The descriptor of {@link Nmf}. */
final class NmfAlgorithm implements Algorithm<Nmf, FactorModel> {

    @Override
    public String name() {
        return Nmf.NAME;
    }

    @Override
    public String description() {
        return "Non-negative matrix factorisation: additive factors that can be read as topics or tastes.";
    }

    @Override
    public ParameterSpace<Nmf> parameters() {
        return Nmf.PARAMETERS;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.FOLD_IN, Capability.FOLD_IN_ITEMS, Capability.SIMILAR_ITEMS, Capability.SIMILAR_USERS);
    }

    @Override
    public Trainer<FactorModel> trainer(Nmf config) {
        config.requireSolver();
        return config;
    }

    @Override
    public ModelCodec<FactorModel> codec() {
        return new FactorsCodec();
    }

    /** What folding in needs is written beside the factors: the text in the information belongs to people. */
    private static Criterion criterion(FactorModel model) {
        return model.foldIn()
                .filter(NmfFoldIn.class::isInstance)
                .map(foldIn -> ((NmfFoldIn) foldIn).criterion())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a model of nmf keeps its own way of folding in, but this one has " + model.foldIn()));
    }

    private static final class FactorsCodec implements ModelCodec<FactorModel> {

        @Override
        public int version() {
            return 2;
        }

        @Override
        public void write(FactorModel model, SectionOutput out) {
            criterion(model).write(out);
            out.writeFactors(model.userFactors());
            out.writeFactors(model.itemFactors());
        }

        @Override
        public FactorModel read(ModelInfo info, int version, SectionInput in) {
            Criterion criterion = version == 1 ? Criterion.PLAIN : Criterion.read(in);
            FactorMatrix users = in.readFactors();
            FactorMatrix items = in.readFactors();
            try {
                return NmfFoldIn.addTo(FactorModel.of(info, users, items), criterion);
            } catch (IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }
    }
}
