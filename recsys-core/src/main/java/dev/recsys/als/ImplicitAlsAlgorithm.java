package dev.recsys.als;

import dev.recsys.als.ImplicitAls.Objective;
import dev.recsys.als.ImplicitAls.Solver;
import dev.recsys.data.FactorMatrix;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;
import dev.recsys.model.Capability;
import dev.recsys.model.FactorModel;
import dev.recsys.model.ModelCodec;
import dev.recsys.model.ModelInfo;
import dev.recsys.parameter.Parameter;
import dev.recsys.parameter.Parameter.Scale;
import dev.recsys.parameter.ParameterSpace;
import dev.recsys.train.Algorithm;
import dev.recsys.train.Trainer;
import java.util.Set;

/** The descriptor of {@link ImplicitAls}. */
final class ImplicitAlsAlgorithm implements Algorithm<ImplicitAls, FactorModel> {

    private final ParameterSpace<ImplicitAls> parameters;

    ImplicitAlsAlgorithm(ImplicitAls defaults) {
        parameters = ParameterSpace.of(
                defaults,
                Bounds.FACTORS.integer(Scale.LOG, "latent size", ImplicitAls::factors, ImplicitAls::withFactors),
                Bounds.ITERATIONS.integer(
                        Scale.LINEAR,
                        "passes over items and users",
                        ImplicitAls::iterations,
                        ImplicitAls::withIterations),
                Bounds.REGULARIZATION.decimal(
                        Scale.LOG,
                        "strength of the penalty on factors",
                        ImplicitAls::regularization,
                        ImplicitAls::withRegularization),
                Bounds.REGULARIZATION_EXPONENT.decimal(
                        Scale.LINEAR,
                        "how the penalty grows with a row's entries: 0 not at all, 1 in proportion",
                        ImplicitAls::regularizationExponent,
                        ImplicitAls::withRegularizationExponent),
                Bounds.UNOBSERVED_WEIGHT.decimal(
                        Scale.LOG,
                        "confidence that an unobserved pair is no positive",
                        ImplicitAls::unobservedWeight,
                        ImplicitAls::withUnobservedWeight),
                Bounds.ALPHA.decimal(
                        Scale.LOG, "confidence per unit of weight", ImplicitAls::alpha, ImplicitAls::withAlpha),
                Parameter.choice(
                        "objective",
                        Objective.class,
                        "what the unobserved weight applies to",
                        ImplicitAls::objective,
                        ImplicitAls::withObjective),
                Parameter.choice(
                        "solver", Solver.class, "how a row is solved", ImplicitAls::solver, ImplicitAls::withSolver),
                Bounds.SOLVER_STEPS.integer(
                        Scale.LINEAR,
                        "steps of solver conjugate-gradient",
                        ImplicitAls::solverSteps,
                        ImplicitAls::withSolverSteps),
                Parameter.flag(
                        "nonNegative",
                        "whether factors must not be negative",
                        ImplicitAls::nonNegative,
                        ImplicitAls::withNonNegative),
                Bounds.INITIAL_DEVIATION.decimal(
                        Scale.LOG,
                        "standard deviation of the first factors, divided by the square root of their number",
                        ImplicitAls::initialDeviation,
                        ImplicitAls::withInitialDeviation),
                Parameter.longNumber("seed", "of the first factors", ImplicitAls::seed, ImplicitAls::withSeed));
    }

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
        return parameters;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.EXPLANATIONS,
                Capability.FOLD_IN,
                Capability.FOLD_IN_ITEMS,
                Capability.SIMILAR_ITEMS,
                Capability.SIMILAR_USERS);
    }

    @Override
    public Trainer<FactorModel> trainer(ImplicitAls config) {
        return config;
    }

    @Override
    public ModelCodec<FactorModel> codec() {
        return new FactorsCodec();
    }

    static FactorModel model(
            ModelInfo info, Confidence confidence, boolean nonNegative, FactorMatrix users, FactorMatrix items) {
        return FactorModel.of(info, users, items)
                .withFoldIn(new AlsFoldIn(confidence, nonNegative, items))
                .withItemFoldIn(new AlsFoldIn(confidence, nonNegative, users));
    }

    static AlsFoldIn foldIn(FactorModel model) {
        return model.foldIn()
                .filter(AlsFoldIn.class::isInstance)
                .map(AlsFoldIn.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a model of ials keeps its own way of folding in, but this one has " + model.foldIn()));
    }

    /** What folding in needs is written beside the factors: the text in the information belongs to people. */
    private static final class FactorsCodec implements ModelCodec<FactorModel> {

        private static final int WITHOUT_SIGN = 1; // models were never non-negative

        @Override
        public int version() {
            return 2;
        }

        @Override
        public void write(FactorModel model, SectionOutput out) {
            AlsFoldIn foldIn = foldIn(model);
            ((Confidence) foldIn.terms()).write(out);
            out.writeInt(foldIn.isNonNegative() ? 1 : 0);
            out.writeFactors(model.userFactors());
            out.writeFactors(model.itemFactors());
        }

        @Override
        public FactorModel read(ModelInfo info, int version, SectionInput in) {
            Confidence confidence = Confidence.read(in);
            boolean nonNegative = version > WITHOUT_SIGN && in.readInt(0, 1, "nonNegative") == 1;
            FactorMatrix users = in.readFactors();
            FactorMatrix items = in.readFactors();
            try {
                return model(info, confidence.withFactors(items.factors()), nonNegative, users, items);
            } catch (IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }
    }
}
