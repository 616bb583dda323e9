package dev.recsys.train;

import dev.recsys.Stable;
import dev.recsys.data.Dataset;
import dev.recsys.model.Capability;
import dev.recsys.model.Model;
import dev.recsys.model.ModelBundle;
import java.util.BitSet;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Cheap training between full ones: only the rows touched by new events are solved again, for a few sweeps, with all
 * others as the earlier model left them. What was left alone falls behind; how far is measured as {@link
 * Drift#ofStaleUsers} on users that were not touched, less what the parent showed already, and where it exceeds a bound, or too many users were touched, all
 * rows are trained, starting from the earlier model.
 *
 * <p>The drift measured is against the rows solved anew with today's items; what a full training from scratch would have
 * given is measured by training it: {@link Drift#between}.
 *
 * <p>Immutable, thread-safe.
 *
 * @param <M> the model
 */
@Stable
public final class DeltaTraining<M extends Model> {

    private final Trainer<M> trainer;
    private final int sweeps;
    private final double maxTouched;
    private final double maxDrift;
    private final int k;
    private final int sample;
    private final long seed;

    private DeltaTraining(
            Trainer<M> trainer, int sweeps, double maxTouched, double maxDrift, int k, int sample, long seed) {
        this.trainer = trainer;
        this.sweeps = sweeps;
        this.maxTouched = maxTouched;
        this.maxDrift = maxDrift;
        this.k = k;
        this.sample = sample;
        this.seed = seed;
    }

    /**
     * Delta training with the settings of a trainer.
     *
     * @throws IllegalArgumentException if the trainer cannot start from a model
     */
    public static <M extends Model> DeltaTraining<M> of(Trainer<M> trainer) {
        if (!trainer.canWarmStart()) {
            throw new IllegalArgumentException(trainer.getClass().getSimpleName()
                    + " cannot start from an earlier model, so there is nothing to train in part; train it in full");
        }
        return new DeltaTraining<>(trainer, 2, 0.5, 0.2, 10, 500, 42);
    }

    /** A copy with another number of sweeps over touched rows, at least 1. Default 2. */
    public DeltaTraining<M> withSweeps(int newSweeps) {
        if (newSweeps < 1) {
            throw new IllegalArgumentException("sweeps must be at least 1 but was " + newSweeps);
        }
        return new DeltaTraining<>(trainer, newSweeps, maxTouched, maxDrift, k, sample, seed);
    }

    /** A copy that trains in full if a larger share of the users was touched, 0 to 1. Default 0.5. */
    public DeltaTraining<M> withMaxTouched(double share) {
        requireShare("maxTouched", share);
        return new DeltaTraining<>(trainer, sweeps, share, maxDrift, k, sample, seed);
    }

    /** A copy that trains in full if lists drifted by more, 0 to 1. Default 0.2. */
    public DeltaTraining<M> withMaxDrift(double share) {
        requireShare("maxDrift", share);
        return new DeltaTraining<>(trainer, sweeps, maxTouched, share, k, sample, seed);
    }

    /**
     * A copy that measures drift otherwise.
     *
     * @param newK length of the lists, at least 1; default 10
     * @param newSample at most how many users, at least 1; default 500
     * @param newSeed of the choice of users; default 42
     */
    public DeltaTraining<M> withDriftSample(int newK, int newSample, long newSeed) {
        if (newK < 1 || newSample < 1) {
            throw new IllegalArgumentException("k and sample must be at least 1 but were " + newK + ", " + newSample);
        }
        return new DeltaTraining<>(trainer, sweeps, maxTouched, maxDrift, newK, newSample, newSeed);
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1 but was " + share);
        }
    }

    /** As {@link #train(ModelBundle, String, Dataset, TrainingContext)} on the calling thread, with a nameless parent. */
    public <U, I> DeltaResult<U, I> train(ModelBundle<U, I> parent, Dataset<U, I> data) {
        return train(parent, "", data, TrainingContext.defaults());
    }

    /**
     * Trains in part, or in full where that is not enough.
     *
     * @param parent the earlier model
     * @param parentName what the lineage calls it, usually the text of its version; empty for no name
     * @param data all there is to train on now, old and new
     */
    public <U, I> DeltaResult<U, I> train(
            ModelBundle<U, I> parent, String parentName, Dataset<U, I> data, TrainingContext context) {
        WarmStart start = WarmStart.of(parent, data).withParentName(parentName);
        int users = Math.max(1, data.users().size());
        double touched = (double) start.touchedUsers() / users;
        if (touched > maxTouched) {
            ModelBundle<U, I> full = trainer.train(data, start, context);
            String reason = String.format(
                    Locale.ROOT,
                    "%.1f %% of the users are touched, more than maxTouched %.1f %%",
                    touched * 100,
                    maxTouched * 100);
            return DeltaResult.full(full, reason, OptionalDouble.empty(), start);
        }
        ModelBundle<U, I> delta = trainer.train(data, start.withTouchedOnly(sweeps), context);
        OptionalDouble drift = drift(parent, delta, start);
        if (drift.orElse(0) > maxDrift) {
            String reason = String.format(
                    Locale.ROOT,
                    "lists of untouched users drifted by %.1f %%, more than maxDrift %.1f %%",
                    drift.getAsDouble() * 100,
                    maxDrift * 100);
            return DeltaResult.full(trainer.train(data, start, context), reason, drift, start);
        }
        return DeltaResult.delta(delta, drift, start);
    }

    /**
     * Beyond what the parent shows on its own data: a parent that had not converged is not the fault of the delta. Of a
     * parent without histories that part is unknown and taken as 0.
     */
    private <U, I> OptionalDouble drift(ModelBundle<U, I> parent, ModelBundle<U, I> delta, WarmStart start) {
        if (!delta.model().capabilities().contains(Capability.FOLD_IN)) {
            return OptionalDouble.empty();
        }
        double now = Drift.ofStaleUsers(delta, k, sample, seed, user -> !start.isUserTouched(user))
                .share();
        BitSet untouched = new BitSet();
        for (int user = 0; user < delta.users().size(); user++) {
            if (!start.isUserTouched(user)) {
                untouched.set(start.parentUser(user));
            }
        }
        double before = parent.histories().isEmpty()
                ? 0
                : Drift.ofStaleUsers(parent, k, sample, seed, untouched::get).share();
        return OptionalDouble.of(Math.max(0, now - before));
    }
}
