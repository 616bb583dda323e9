package dev.recsys.als;

/**
 * The terms of explicit ratings. A user is kept as (mean + bias, factors, 1), an item as (1, factors, bias): the product of
 * two kept rows is the predicted rating. Factors and bias of a row are found together.
 */
final class RatingTerms implements RowTerms {

    private final boolean ofUsers;
    private final int factors;
    private final float mean;
    private final double regularization;

    private RatingTerms(boolean ofUsers, int factors, float mean, double regularization) {
        this.ofUsers = ofUsers;
        this.factors = factors;
        this.mean = mean;
        this.regularization = regularization;
    }

    /** Of users, items being fixed. */
    static RatingTerms ofUsers(int factors, float mean, double regularization) {
        return new RatingTerms(true, factors, mean, regularization);
    }

    /** Of items, users being fixed. */
    static RatingTerms ofItems(int factors, float mean, double regularization) {
        return new RatingTerms(false, factors, mean, regularization);
    }

    float mean() {
        return mean;
    }

    double regularization() {
        return regularization;
    }

    @Override
    public String remedy() {
        return "scale the ratings down";
    }

    @Override
    public int width() {
        return factors + 2;
    }

    /** The factors, and the bias before (users) or after (items) them. */
    @Override
    public int unknowns() {
        return factors + 1;
    }

    @Override
    public int observedFrom() {
        return ofUsers ? 0 : 1;
    }

    /** A bias may be negative. */
    @Override
    public int free() {
        return ofUsers ? 0 : factors;
    }

    @Override
    public float common() {
        return 0f;
    }

    @Override
    public float diagonal(int entries, int others) {
        return (float) (regularization * entries);
    }

    @Override
    public float matrix(float weight) {
        return 1f;
    }

    @Override
    public float target(float weight, float[] fixed, int offset) {
        return weight - base(fixed, offset);
    }

    /** For users the mean and the item's bias; for items what is kept of a user, the mean and the user's bias. */
    @Override
    public float base(float[] fixed, int offset) {
        return ofUsers ? mean + fixed[offset + factors + 1] : fixed[offset];
    }

    @Override
    public void load(float[] row, int offset, float[] x) {
        System.arraycopy(row, ofUsers ? offset : offset + 1, x, 0, factors + 1);
        x[0] -= ofUsers ? mean : 0f;
    }

    @Override
    public void store(float[] x, float[] row, int offset) {
        System.arraycopy(x, 0, row, ofUsers ? offset : offset + 1, factors + 1);
        if (ofUsers) {
            row[offset] += mean;
            row[offset + factors + 1] = 1f;
        } else {
            row[offset] = 1f;
        }
    }
}
