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
        return Set.of(Capability.FOLD_IN, Capability.SIMILAR_ITEMS, Capability.SIMILAR_USERS);
    }

    @Override
    public Trainer<FactorModel> trainer(Nmf config) {
        return config;
    }

    @Override
    public ModelCodec<FactorModel> codec() {
        return new FactorsCodec();
    }

    private static final class FactorsCodec implements ModelCodec<FactorModel> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(FactorModel model, SectionOutput out) {
            out.writeFactors(model.userFactors());
            out.writeFactors(model.itemFactors());
        }

        @Override
        public FactorModel read(ModelInfo info, int version, SectionInput in) {
            FactorMatrix users = in.readFactors();
            FactorMatrix items = in.readFactors();
            try {
                return FactorModel.of(info, users, items).withFoldIn(new NmfFoldIn(items));
            } catch (IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }
    }
}
