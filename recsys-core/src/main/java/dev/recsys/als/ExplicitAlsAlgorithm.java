package dev.recsys.als;

import dev.recsys.data.FactorMatrix;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.model.Capability;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.Parameter.Scale;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import java.util.Set;

/** The descriptor of {@link ExplicitAls}. */
final class ExplicitAlsAlgorithm implements Algorithm<ExplicitAls, RatingModel> {

    private final ParameterSpace<ExplicitAls> parameters;

    ExplicitAlsAlgorithm(ExplicitAls defaults) {
        parameters = ParameterSpace.of(
                defaults,
                Bounds.FACTORS.integer(Scale.LOG, "latent size", ExplicitAls::factors, ExplicitAls::withFactors),
                Bounds.ITERATIONS.integer(
                        Scale.LINEAR,
                        "passes over items and users",
                        ExplicitAls::iterations,
                        ExplicitAls::withIterations),
                Bounds.REGULARIZATION.decimal(
                        Scale.LOG,
                        "strength of the penalty on factors and biases, per rating",
                        ExplicitAls::regularization,
                        ExplicitAls::withRegularization),
                Parameter.flag(
                        "nonNegative",
                        "whether factors must not be negative",
                        ExplicitAls::nonNegative,
                        ExplicitAls::withNonNegative),
                Bounds.INITIAL_DEVIATION.decimal(
                        Scale.LOG,
                        "standard deviation of the first factors, divided by the square root of their number",
                        ExplicitAls::initialDeviation,
                        ExplicitAls::withInitialDeviation),
                Parameter.longNumber("seed", "of the first factors", ExplicitAls::seed, ExplicitAls::withSeed));
    }

    @Override
    public String name() {
        return ExplicitAls.NAME;
    }

    @Override
    public String description() {
        return "Alternating least squares for explicit ratings: predicts what a user would rate an item.";
    }

    @Override
    public ParameterSpace<ExplicitAls> parameters() {
        return parameters;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.RATINGS,
                Capability.EXPLANATIONS,
                Capability.FOLD_IN,
                Capability.FOLD_IN_ITEMS,
                Capability.SIMILAR_ITEMS,
                Capability.SIMILAR_USERS);
    }

    @Override
    public Trainer<RatingModel> trainer(ExplicitAls config) {
        return config;
    }

    @Override
    public ModelCodec<RatingModel> codec() {
        return new RatingCodec();
    }

    private static final class RatingCodec implements ModelCodec<RatingModel> {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(RatingModel model, SectionOutput out) {
            out.writeFloat(model.mean());
            out.writeDouble(model.terms().regularization());
            out.writeInt(model.foldIn().isNonNegative() ? 1 : 0);
            out.writeFactors(model.keptUsers());
            out.writeFactors(model.keptItems());
        }

        @Override
        public RatingModel read(ModelInfo info, int version, SectionInput in) {
            float mean = in.readFloat();
            double regularization = in.readDouble();
            boolean nonNegative = in.readInt(0, 1, "nonNegative") == 1;
            FactorMatrix users = readRows(in);
            FactorMatrix items = readRows(in);
            try {
                return RatingModel.of(info, mean, regularization, nonNegative, users, items);
            } catch (IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }

        private static FactorMatrix readRows(SectionInput in) {
            FactorMatrix rows = in.readFactors();
            if (rows.factors() < 3) {
                throw in.corrupt("rows of one factor or more, a bias and a 1 expected but got " + rows);
            }
            return rows;
        }
    }
}
