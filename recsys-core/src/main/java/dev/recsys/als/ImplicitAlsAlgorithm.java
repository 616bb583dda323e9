package dev.recsys.als;

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

/** The descriptor of {@link ImplicitAls}. */
final class ImplicitAlsAlgorithm implements Algorithm<ImplicitAls, FactorModel> {

    @Override
    public String name() {
        return ImplicitAls.NAME;
    }

    @Override
    public String description() {
        return "Implicit alternating least squares: the first choice for views, plays and purchases.";
    }

    @Override
    public ParameterSpace<ImplicitAls> parameters() {
        return ImplicitAls.PARAMETERS;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.FOLD_IN, Capability.SIMILAR_ITEMS, Capability.SIMILAR_USERS);
    }

    @Override
    public Trainer<FactorModel> trainer(ImplicitAls config) {
        return config;
    }

    @Override
    public ModelCodec<FactorModel> codec() {
        return new FactorsCodec();
    }

    /** What folding in needs is written beside the factors: the text in the information belongs to people. */
    private static Confidence confidence(FactorModel model) {
        return model.foldIn()
                .filter(AlsFoldIn.class::isInstance)
                .map(foldIn -> ((AlsFoldIn) foldIn).confidence())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a model of ials keeps its own way of folding in, but this one has " + model.foldIn()));
    }

    private static final class FactorsCodec implements ModelCodec<FactorModel> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(FactorModel model, SectionOutput out) {
            confidence(model).write(out);
            out.writeFactors(model.userFactors());
            out.writeFactors(model.itemFactors());
        }

        @Override
        public FactorModel read(ModelInfo info, int version, SectionInput in) {
            Confidence confidence = Confidence.read(in);
            FactorMatrix users = in.readFactors();
            FactorMatrix items = in.readFactors();
            try {
                return FactorModel.of(info, users, items).withFoldIn(new AlsFoldIn(confidence, items));
            } catch (IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }
    }
}
